using System.Diagnostics.CodeAnalysis;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Sealing;

namespace OpsCenter.Journal.InMemory;

/// <summary>Keys in memory, for tests and for the simulator. Keep it to open a new vault on the same keys.</summary>
public sealed class InMemoryKeyStore : IKeyStore
{
    private readonly Dictionary<string, byte[]> _keys = new(StringComparer.Ordinal);

    /// <summary>What the next <see cref="Save"/> meets.</summary>
    public DiskState State { get; set; }

    /// <summary>Called at the named moments of keys; what it throws ends the process there.</summary>
    /// <value>Default null: nothing is called.</value>
    public Action<FaultPoint>? Faults { get; set; }

    /// <inheritdoc/>
    public bool TryLoad(string name, [NotNullWhen(true)] out byte[]? key) => _keys.TryGetValue(name, out key);

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(string start) => [.. _keys.Keys.Where(name => name.StartsWith(start, StringComparison.Ordinal))];

    /// <inheritdoc/>
    public void Save(IReadOnlyCollection<KeyValuePair<string, byte[]>> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        if (State == DiskState.Full) throw new JournalFullException("The disk is full: no key was kept.");
        if (State == DiskState.Failing) throw new JournalFailedException("The keys could not be kept, and this process must end.");
        Faults?.Invoke(FaultPoint.BeforeKeyFlush);
        foreach (var (name, key) in keys) _keys.Add(name, key);
        Faults?.Invoke(FaultPoint.AfterKeyFlush);
    }

    /// <inheritdoc/>
    public bool Destroy(string name)
    {
        if (!_keys.ContainsKey(name)) return false;
        Faults?.Invoke(FaultPoint.BeforeKeyErasure);
        _keys.Remove(name);
        Faults?.Invoke(FaultPoint.AfterKeyErasure);
        return true;
    }

    /// <summary>Nothing to close: the keys stay.</summary>
    public void Dispose()
    {
    }
}
