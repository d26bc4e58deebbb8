using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>An outbox that lasts as long as its process: one of thousands, for simulated kiosks.</summary>
public sealed class MemoryOutbox(OutboxOptions options) : IOutbox
{
    private readonly Lock _gate = new();
    private readonly List<OutboxEntry> _held = [];
    private long _last, _bytes;

    /// <inheritdoc/>
    public OutboxId Id { get; } = options.DrawId();

    /// <inheritdoc/>
    public Action? Stored { get; set; }

    /// <inheritdoc/>
    public OutboxStatus Status
    {
        get { lock (_gate) return new OutboxStatus(_last, _held.Count == 0 ? 0 : _held[0].Seq, _held.Count, _bytes, options.Quota); }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(TapDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendOutcome outcome;
        lock (_gate)
        {
            byte[] payload = TapWriter.ToBytes(new Tap(Id, _last + 1, draft.At, draft.Since, draft.Content));
            if (_bytes + payload.Length > options.Quota) return ValueTask.FromResult(AppendOutcome.Full);
            _held.Add(new OutboxEntry(++_last, payload));
            _bytes += payload.Length;
            outcome = new AppendOutcome(_last);
        }
        Stored?.Invoke();
        return ValueTask.FromResult(outcome);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutboxEntry> Read(long after, long upTo, int most)
    {
        lock (_gate)
        {
            int from = FirstAbove(after), count = 0;
            while (count < most && from + count < _held.Count && _held[from + count].Seq <= upTo) count++;
            return count == 0 ? [] : _held.GetRange(from, count);
        }
    }

    /// <inheritdoc/>
    public int Delete(Receipt receipt)
    {
        if (receipt.Outbox != Id) return 0;
        lock (_gate)
        {
            int deleted = _held.RemoveAll(entry => receipt.Covers(entry.Seq));
            _bytes = deleted == 0 ? _bytes : _held.Sum(entry => (long)entry.Payload.Length);
            if (_held.Count == 0) _held.Capacity = 0; // thousands of empty ones share one process
            return deleted;
        }
    }

    /// <summary>Nothing to let go of.</summary>
    public void Dispose()
    {
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
