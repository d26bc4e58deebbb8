using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal;
using OpsCenter.Journal.Snapshots;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.Simulation.Tests.City;

namespace OpsCenter.Simulation.Tests.Weather;

/// <summary>Deliberate faults that the invariants must find.</summary>
internal enum Breakage
{
    None,
    AcknowledgesBeforeSync,
    ForgetsTapsAtARestart,
    OutboxForgetsUnacknowledged,
    ForgetsReportsAtARestart,
    SwapsTwoTapsOfAKiosk,
    LogsWhatItHears,
    FrameBearsAnotherNumber,
    PulseClaimsLife,
    TapsHappenEarly,
    GapsAreMiscounted,
    RequestsRunLonger,
    RequestsLieElsewhere,
    RequestsBearAnotherTicket,
}

/// <summary>What each fault is, where it is one of the journal.</summary>
internal static class Broken
{
    internal static IJournal Journal(Breakage breakage, IJournal sound) => breakage switch
    {
        Breakage.ForgetsTapsAtARestart => new ForgetfulJournal(sound, fact => fact with { Tap = null }),
        Breakage.ForgetsReportsAtARestart => new ForgetfulJournal(sound, fact => fact.Event is KioskEvent.KioskReported e ? fact with { Event = e with { Report = KioskReport.Nothing } } : fact),
        Breakage.SwapsTwoTapsOfAKiosk => new DisorderlyJournal(sound),
        Breakage.TapsHappenEarly or Breakage.GapsAreMiscounted or Breakage.RequestsRunLonger or Breakage.RequestsLieElsewhere or Breakage.RequestsBearAnotherTicket =>
            new LyingJournal(sound, fact => Bent(breakage, fact)),
        _ => sound,
    };

    private static Fact Bent(Breakage breakage, Fact fact) => (breakage, fact.Event) switch
    {
        (Breakage.TapsHappenEarly, _) when fact.Tap is not null => fact with { Happened = fact.Happened - TimeSpan.FromSeconds(4) },
        (Breakage.GapsAreMiscounted, KioskEvent.KioskGapsChanged e) => fact with { Event = e with { Gaps = e.Gaps + 1 } },
        (Breakage.RequestsRunLonger, GridEvent.RequestRaised e) => fact with { Event = e with { Due = e.Due.AddMinutes(1) } },
        (Breakage.RequestsLieElsewhere, GridEvent.RequestRaised e) => fact with { Event = e with { Grid = SimCity.Plan.Parts.Venues.First(venue => venue.Grid != e.Grid).Grid } },
        (Breakage.RequestsBearAnotherTicket, GridEvent.RequestRaised e) => fact with { Event = e with { Ticket = Ticket.FromBody(8_888_888) } },
        _ => fact,
    };
}

/// <summary>A journal that a restart does not read as it was written: whoever folds it knows less than was known.</summary>
internal sealed class ForgetfulJournal(IJournal journal, Func<Fact, Fact> forget) : IJournal
{
    public long Head => journal.Head;

    public void Commit(IReadOnlyList<Recorded> batch) => journal.Commit(batch);

    public IEnumerable<Recorded> Read(long after) => journal.Read(after).Select(recorded => recorded with { Fact = forget(recorded.Fact) });

    public void SaveSnapshot(string name, long position, ReadOnlySpan<byte> content)
    {
    }

    public IEnumerable<Snapshot> Snapshots(string name) => [];

    public void Dispose() => journal.Dispose();
}

/// <summary>A journal that writes something else than was decided.</summary>
internal sealed class LyingJournal(IJournal journal, Func<Fact, Fact> bend) : IJournal
{
    public long Head => journal.Head;

    public void Commit(IReadOnlyList<Recorded> batch) => journal.Commit([.. batch.Select(recorded => recorded with { Fact = bend(recorded.Fact) })]);

    public IEnumerable<Recorded> Read(long after) => journal.Read(after);

    public void SaveSnapshot(string name, long position, ReadOnlySpan<byte> content) => journal.SaveSnapshot(name, position, content);

    public IEnumerable<Snapshot> Snapshots(string name) => journal.Snapshots(name);

    public void Dispose() => journal.Dispose();
}

/// <summary>A journal that writes two walk-ins of one kiosk, heard in one batch, in the other order. Nobody's figures tell.</summary>
internal sealed class DisorderlyJournal(IJournal journal) : IJournal
{
    public long Head => journal.Head;

    public void Commit(IReadOnlyList<Recorded> batch)
    {
        var facts = batch.ToArray();
        for (int i = 0; i < facts.Length; i++)
        {
            int later = Array.FindIndex(facts, i + 1, fact => IsWalkIn(fact) && IsWalkIn(facts[i]) && fact.Fact.Tap!.Value.Id.Kiosk == facts[i].Fact.Tap!.Value.Id.Kiosk);
            if (later < 0) continue;
            (facts[i], facts[later]) = (facts[i] with { Fact = facts[later].Fact }, facts[later] with { Fact = facts[i].Fact });
            break;
        }
        journal.Commit(facts);

        // Whose tap became this one event: two facts of one tap stay together.
        bool IsWalkIn(Recorded recorded) => recorded.Event is VenueEvent.CheckedIn e && e.Person == PersonId.None && facts.Count(other => other.Fact.Tap?.Id == recorded.Fact.Tap?.Id) == 1;
    }

    public IEnumerable<Recorded> Read(long after) => journal.Read(after);

    public void SaveSnapshot(string name, long position, ReadOnlySpan<byte> content) => journal.SaveSnapshot(name, position, content);

    public IEnumerable<Snapshot> Snapshots(string name) => journal.Snapshots(name);

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
