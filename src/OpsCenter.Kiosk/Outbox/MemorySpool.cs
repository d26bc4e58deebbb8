using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>A memory card in memory, for tests and for the simulator: it outlives the outbox on it, as a card outlives a process. Not safe for several threads.</summary>
/// <remarks>As on a real card appends are synced and deletions are not: a power cut may bring deleted taps back, never take stored ones.</remarks>
public sealed class MemorySpool
{
    private readonly SortedDictionary<long, OutboxEntry> _held = [];
    private readonly Dictionary<long, OutboxEntry> _deleted = []; // since the last sync
    private OutboxEntry? _unsynced;

    /// <summary>The outbox on it; the default while none was made.</summary>
    internal OutboxId? Id { get; set; }

    internal long LastSeq { get; private set; }

    internal IReadOnlyCollection<OutboxEntry> Held => _held.Values;

    /// <summary>The power goes. What was deleted and never synced may be there again; the write under way may be there or not.</summary>
    /// <param name="toss">Asked for each of them, as the caller's seed says: true, and it is there.</param>
    public void Crash(Func<bool> toss)
    {
        ArgumentNullException.ThrowIfNull(toss);
        foreach (var (seq, entry) in _deleted.OrderBy(pair => pair.Key))
            if (toss()) _held[seq] = entry;
        _deleted.Clear();
        if (_unsynced is { } entry0 && toss()) Keep(entry0);
        _unsynced = null;
    }

    internal void Write(OutboxEntry entry) => _unsynced = entry;

    internal void Sync()
    {
        if (_unsynced is { } entry) Keep(entry);
        _unsynced = null;
        _deleted.Clear();
    }

    internal void Delete(OutboxEntry entry)
    {
        if (_held.Remove(entry.Seq)) _deleted[entry.Seq] = entry;
    }

    private void Keep(OutboxEntry entry)
    {
        _held[entry.Seq] = entry;
        LastSeq = Math.Max(LastSeq, entry.Seq);
    }
}
