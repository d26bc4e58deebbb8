using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal;
using OpsCenter.Journal.Snapshots;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Receipts;

namespace OpsCenter.Simulation.Tests.Weather;

/// <summary>Deliberate faults that the invariants must find.</summary>
internal enum Breakage
{
    None,
    AcknowledgesBeforeSync,
    ForgetsTapsAtARestart,
    OutboxForgetsUnacknowledged,
}

/// <summary>A journal that a restart reads without the taps' identities: whoever folds it no longer knows which were heard.</summary>
internal sealed class ForgetfulJournal(IJournal journal) : IJournal
{
    public long Head => journal.Head;

    public void Commit(IReadOnlyList<Recorded> batch) => journal.Commit(batch);

    public IEnumerable<Recorded> Read(long after) => journal.Read(after).Select(recorded => recorded with { Fact = recorded.Fact with { Tap = null } });

    public void SaveSnapshot(string name, long position, ReadOnlySpan<byte> content)
    {
    }

    public IEnumerable<Snapshot> Snapshots(string name) => [];

    public void Dispose() => journal.Dispose();
}

/// <summary>An outbox that takes a receipt's highest number for everything below it.</summary>
internal sealed class ForgetfulOutbox(IOutbox outbox) : IOutbox
{
    private long _read;

    public OutboxId Id => outbox.Id;

    public OutboxStatus Status => outbox.Status;

    public Action? Stored
    {
        get => outbox.Stored;
        set => outbox.Stored = value;
    }

    public ValueTask<AppendOutcome> AppendAsync(TapDraft draft, CancellationToken cancellationToken) => outbox.AppendAsync(draft, cancellationToken);

    public IReadOnlyList<OutboxEntry> Read(long after, long upTo, int most)
    {
        var entries = outbox.Read(after, upTo, most);
        if (entries.Count > 0) _read = Math.Max(_read, entries[^1].Seq);
        return entries;
    }

    /// <summary>What was read to be sent is forgotten with the next receipt, acknowledged or not.</summary>
    public int Delete(Receipt receipt) => outbox.Delete(receipt with { UpTo = Math.Max(receipt.UpTo, _read), Missing = [], HasMore = false });

    public void Dispose() => outbox.Dispose();
}
