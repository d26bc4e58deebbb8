using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Receipts;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>One kiosk's outbox within a fleet.</summary>
internal sealed class FleetOutbox(OutboxFleet fleet, KioskId kiosk, OutboxId id, long quota, long last = 0) : IOutbox
{
    private readonly Lock _gate = new();
    private readonly HeldTaps _held = new() { LastSeq = last };

    internal KioskId Kiosk => kiosk;

    public OutboxId Id => id;

    public Action? Stored { get; set; }

    public OutboxStatus Status
    {
        get { lock (_gate) return _held.Status(quota); }
    }

    public ValueTask<AppendOutcome> AppendAsync(TapDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return ValueTask.FromResult(fleet.Commit([(kiosk, draft)], [])[0]);
    }

    public IReadOnlyList<OutboxEntry> Read(long after, long upTo, int most)
    {
        lock (_gate) return _held.Read(after, upTo, most);
    }

    public int Delete(Receipt receipt)
    {
        if (receipt.Outbox != id) return 0;
        fleet.Meet(FaultPoint.BeforeOutboxForget);
        IReadOnlyList<OutboxEntry> before;
        int deleted;
        lock (_gate)
        {
            before = _held.Read(0, receipt.KnownUpTo, int.MaxValue);
            deleted = before.Count == 0 ? 0 : _held.Delete(receipt);
        }
        if (deleted > 0) fleet.Forget(kiosk, before.Where(entry => receipt.Covers(entry.Seq)));
        fleet.Meet(FaultPoint.AfterOutboxForget);
        return deleted;
    }

    /// <summary>The fleet's file is closed by the fleet.</summary>
    public void Dispose()
    {
    }

    internal void Add(OutboxEntry entry)
    {
        lock (_gate) _held.Add(entry);
    }
}
