namespace OpsCenter.CityPack.Reading;

/// <summary>Collects faults while a pack is read, so that all are told at once.</summary>
internal sealed class FaultList
{
    private readonly List<PackFault> _faults = [];

    internal int Count => _faults.Count;

    internal void Add(string file, int line, string reason) => _faults.Add(new PackFault(file, line, reason));

    internal IReadOnlyList<PackFault> InOrder()
    {
        var files = _faults.Select(fault => fault.File).Distinct().Select((file, order) => (file, order)).ToDictionary(pair => pair.file, pair => pair.order);
        return [.. _faults.OrderBy(fault => files[fault.File]).ThenBy(fault => fault.Line)];
    }
}
