using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>An outbox that lasts as long as its process.</summary>
public sealed class MemoryOutbox(OutboxOptions options) : IOutbox
{
    private readonly Lock _gate = new();
    private readonly HeldTaps _held = new();

    /// <inheritdoc/>
    public OutboxId Id { get; } = options.DrawId();

    /// <inheritdoc/>
    public Action? Stored { get; set; }

    /// <inheritdoc/>
    public OutboxStatus Status
    {
        get { lock (_gate) return _held.Status(options.Quota); }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(TapDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendOutcome outcome;
        lock (_gate)
        {
            var entry = new OutboxEntry(_held.LastSeq + 1, TapWriter.ToBytes(new Tap(Id, _held.LastSeq + 1, draft.At, draft.Since, draft.Content)));
            if (_held.Bytes + entry.Payload.Length > options.Quota) return ValueTask.FromResult(AppendOutcome.Full);
            _held.Add(entry);
            outcome = new AppendOutcome(entry.Seq);
        }
        Stored?.Invoke();
        return ValueTask.FromResult(outcome);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutboxEntry> Read(long after, long upTo, int most)
    {
        lock (_gate) return _held.Read(after, upTo, most);
    }

    /// <inheritdoc/>
    public int Delete(Receipt receipt)
    {
        lock (_gate) return receipt.Outbox == Id ? _held.Delete(receipt) : 0;
    }

    /// <summary>Nothing to let go of.</summary>
    public void Dispose()
    {
    }
}
