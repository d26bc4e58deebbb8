using OpsCenter.KioskProtocol.Receipts;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>The taps an outbox holds in memory, in order of their numbers. Guarded by its owner.</summary>
internal sealed class HeldTaps
{
    private readonly List<OutboxEntry> _held = [];
    private long _bytes;

    internal long LastSeq { get; set; }

    internal long Bytes => _bytes;

    internal OutboxStatus Status(long quota) => new(LastSeq, _held.Count == 0 ? 0 : _held[0].Seq, _held.Count, _bytes, quota);

    internal void Add(OutboxEntry entry)
    {
        _held.Add(entry);
        _bytes += entry.Payload.Length;
        LastSeq = Math.Max(LastSeq, entry.Seq);
    }

    internal IReadOnlyList<OutboxEntry> Read(long after, long upTo, int most)
    {
        int from = FirstAbove(after), count = 0;
        while (count < most && from + count < _held.Count && _held[from + count].Seq <= upTo) count++;
        return count == 0 ? [] : _held.GetRange(from, count);
    }

    internal int Delete(Receipt receipt)
    {
        int deleted = _held.RemoveAll(entry => receipt.Covers(entry.Seq));
        if (deleted > 0) _bytes = _held.Sum(entry => (long)entry.Payload.Length);
        if (_held.Count == 0) _held.Capacity = 0; // thousands of empty ones share one process
        return deleted;
    }

    private int FirstAbove(long seq)
    {
        int low = 0, high = _held.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_held[middle].Seq <= seq) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
