using System.Diagnostics.CodeAnalysis;

namespace OpsCenter.Journal.Sealing;

/// <summary>Where keys are kept: a file apart from the journal, readable by the owner only, with its own backup.</summary>
/// <remarks>Called under the vault's lock, one call at a time.</remarks>
public interface IKeyStore : IDisposable
{
    /// <summary>The key of a name; false when there is none, or no more.</summary>
    bool TryLoad(string name, [NotNullWhen(true)] out byte[]? key);

    /// <summary>The names that start so, in no order.</summary>
    IReadOnlyList<string> Names(string start);

    /// <summary>Makes keys durable together: all or none, one fsync.</summary>
    /// <exception cref="JournalFullException">No space: none was kept.</exception>
    /// <exception cref="JournalFailedException">A write or its fsync failed: the process must end.</exception>
    void Save(IReadOnlyCollection<KeyValuePair<string, byte[]>> keys);

    /// <summary>Overwrites a key and forgets it, durably. False when there is none.</summary>
    bool Destroy(string name);
}
