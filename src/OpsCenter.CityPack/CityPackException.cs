namespace OpsCenter.CityPack;

/// <summary>A city pack was refused. It lists every fault found, not only the first.</summary>
public sealed class CityPackException : Exception
{
    private const int Shown = 50;

    internal CityPackException(string folder, IReadOnlyList<PackFault> faults)
        : base(Describe(folder, faults)) => Faults = faults;

    /// <summary>All faults, by file in the order they are read, then by line; at least one.</summary>
    public IReadOnlyList<PackFault> Faults { get; }

    private static string Describe(string folder, IReadOnlyList<PackFault> faults)
    {
        var lines = faults.Take(Shown).Select(fault => fault.ToString());
        string rest = faults.Count > Shown ? $"{Environment.NewLine}… and {faults.Count - Shown} more." : "";
        return $"The city pack in {folder} is refused; faults: {faults.Count}.{Environment.NewLine}{string.Join(Environment.NewLine, lines)}{rest}";
    }
}
