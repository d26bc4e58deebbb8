using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>An outbox without a file: it lasts as long as its <see cref="MemorySpool"/>, or, without one, as long as its process.</summary>
public sealed class MemoryOutbox : IOutbox
{
    private readonly Lock _gate = new();
    private readonly HeldTaps _held;
    private readonly OutboxOptions _options;
    private readonly MemorySpool _spool;

    /// <summary>Opens the outbox on a spool; null for a fresh one.</summary>
    public MemoryOutbox(OutboxOptions options, MemorySpool? spool = null)
    {
        (_options, _spool) = (options, spool ?? new MemorySpool());
        Id = _spool.Id ??= options.DrawId();
        _held = new HeldTaps { LastSeq = _spool.LastSeq };
        foreach (var entry in _spool.Held) _held.Add(entry);
    }

    /// <inheritdoc/>
    public OutboxId Id { get; }

    /// <inheritdoc/>
    public Action? Stored { get; set; }

    /// <inheritdoc/>
    public OutboxStatus Status
    {
        get { lock (_gate) return _held.Status(_options.Quota); }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(TapDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        AppendOutcome outcome;
        lock (_gate)
        {
            var entry = new OutboxEntry(_held.LastSeq + 1, TapWriter.ToBytes(new Tap(Id, _held.LastSeq + 1, draft.At, draft.Since, draft.Content)));
            if (_held.Bytes + entry.Payload.Length > _options.Quota) return ValueTask.FromResult(AppendOutcome.Full);
            _spool.Write(entry);
            _options.Faults?.Invoke(FaultPoint.BeforeOutboxCommit);
            _spool.Sync();
            _options.Faults?.Invoke(FaultPoint.AfterOutboxCommit);
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
        if (receipt.Outbox != Id) return 0;
        _options.Faults?.Invoke(FaultPoint.BeforeOutboxForget);
        int deleted;
        lock (_gate)
        {
            foreach (var entry in _held.Read(0, receipt.KnownUpTo, int.MaxValue))
                if (receipt.Covers(entry.Seq)) _spool.Delete(entry);
            deleted = _held.Delete(receipt);
        }
        _options.Faults?.Invoke(FaultPoint.AfterOutboxForget);
        return deleted;
    }

    /// <summary>The process ends; the spool stays.</summary>
    public void Dispose()
    {
    }
}
