using System.Diagnostics;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal;
using OpsCenter.Journal.Sealing;

namespace OpsCenter.Grains.Runtime;

/// <summary>
/// What one turn of the loop does, without thread or clock: decide → durable → remembered → announced → acknowledged (house rules H2, H3).
/// The simulator drives it under virtual time; <see cref="Shard"/> drives it on a thread.
/// </summary>
public sealed partial class ShardCore
{
    private const int MaxTimersPerCommit = 4096;
    private const int MonthKeyDays = 180;

    private readonly CityGrains _city;
    private readonly Timetable _timetable;
    private readonly IJournal _journal;
    private readonly IKeyVault _vault;
    private readonly List<IFold> _folds = [];
    private readonly List<Recorded> _batch = [];
    private readonly List<Outcome> _outcomes = [];
    private readonly Action<FaultPoint>? _faults;
    private DateOnly _keysDestroyedOn;
    private bool _awaitsFirstDay;

    /// <summary>A core over a journal; call <see cref="Restore"/> before anything else.</summary>
    /// <param name="plan">The city.</param>
    /// <param name="journal">The truth, written by this core alone.</param>
    /// <param name="vault">Flushed before each commit while it has new keys.</param>
    /// <param name="faults">Called at the loop's named moments; null outside tests.</param>
    public ShardCore(CityPlan plan, IJournal journal, IKeyVault vault, Action<FaultPoint>? faults = null)
    {
        (_journal, _vault, _faults) = (journal, vault, faults);
        _city = new CityGrains(plan);
        _timetable = new Timetable(_city);
    }

    /// <summary>The city as it is now; only for the thread that drives the core.</summary>
    public ICityView City => _city;

    /// <summary>When the next rule is due; null when none waits.</summary>
    public DateTimeOffset? NextDue => _timetable.Next;

    /// <summary>All rules that wait, for tests.</summary>
    internal Timetable Waiting => _timetable;

    /// <summary>Told after every batch, once all its commands were answered: acknowledgements may leave in one flush.</summary>
    public event Action? Answered;

    /// <summary>Told on the loop which rule broke on a kiosk's message: a bug to mend. The message itself waits in quarantine.</summary>
    public event Action<KioskId, Exception>? RuleBroke;

    /// <summary>Whether the newest commit was refused for space.</summary>
    public bool JournalIsFull { get; private set; }

    /// <summary>Every kiosk that is online by the journal: after a start their sessions are gone.</summary>
    public IReadOnlyList<KioskId> OnlineKiosks => [.. _city.Kiosks.Values.Where(kiosk => kiosk.Online).Select(kiosk => kiosk.Kiosk)];

    /// <summary>Adds a fold that is told of every commit; call before <see cref="Restore"/>.</summary>
    public void Announce(IFold fold) => _folds.Add(fold);

    /// <summary>Adopts the pack, where the journal has not.</summary>
    public void Open(DateTimeOffset now)
    {
        var pack = _city.Plan.Parts;
        if (_city.Marks.PackHash != pack.Hash)
            RunBatch([new Envelope(new Command.AdoptPack(pack.Version, pack.Hash, now), null, default)]);
    }

    /// <summary>Fires every rule whose time has come, in due order; in a new journal it begins the day.</summary>
    /// <exception cref="JournalFailedException">The journal failed; the process must end.</exception>
    public void RunDue(DateTimeOffset now)
    {
        if (_city.Day == default && !_awaitsFirstDay)
        {
            var day = _city.Plan.Time.DayOf(now);
            _timetable.Add(new Due(_city.Plan.Time.At(day, TimeOnly.MinValue), DueKind.Midnight, day.ToString("O", null)));
            _awaitsFirstDay = true;
        }
        while (_timetable.Next <= now)
        {
            while (_batch.Count < MaxTimersPerCommit && _timetable.TryTake(now, out var due))
                if (due.Decide(_city) is { } happened) Record(new Fact(happened, due.At, now, Actor.Timer, null));
            if (!TryCommit()) return;
        }
        DestroyOldMonthKeys();
    }

    /// <summary>Decides a batch in order, commits it at once, announces it and acknowledges it.</summary>
    /// <exception cref="JournalFailedException">The journal failed; the process must end and nothing of the batch was acknowledged.</exception>
    public void RunBatch(IReadOnlyList<Envelope> envelopes)
    {
        foreach (var envelope in envelopes) _outcomes.Add(Run(envelope));
        bool committed = TryCommit();
        _faults?.Invoke(FaultPoint.BeforeAcknowledge);
        for (int i = 0; i < envelopes.Count; i++)
            envelopes[i].Receipt?.Complete(committed ? _outcomes[i] with { Position = _journal.Head } : new Outcome(OutcomeKind.NotCommitted, _journal.Head));
        _outcomes.Clear();
        Answered?.Invoke();
        _faults?.Invoke(FaultPoint.AfterAcknowledge);
    }

    /// <summary>When a day begins, the keys of months that ended more than 180 days before it go (house, “Personal data”); a full disk makes the next turn ask again.</summary>
    private void DestroyOldMonthKeys()
    {
        if (_keysDestroyedOn == _city.Day) return;
        try
        {
            _vault.DestroyMonthKeysBefore(_city.Day.AddDays(-MonthKeyDays));
            _keysDestroyedOn = _city.Day;
        }
        catch (JournalFullException)
        {
            // Nothing was destroyed, and the day stays unmarked.
        }
    }

    private Outcome Run(Envelope envelope)
    {
        var command = envelope.Command;
        switch (Decide(command))
        {
            case Decision.Accepted accepted:
                RecordAll(command, accepted.Events);
                return ReasonToKeepAside(command) is { } reason
                    ? new Outcome(OutcomeKind.Quarantined, 0, new Refusal.MessageIsUnreadable(reason))
                    : new Outcome(OutcomeKind.Done, 0);
            case Decision.Refused refused:
                RecordAll(command, refused.Events);
                return new Outcome(OutcomeKind.Refused, 0, refused.Refusal);
            case Decision.Quarantined quarantined when command is Command.HearTap tap:
                SetAside(tap, quarantined.Reason, envelope.Payload);
                return new Outcome(OutcomeKind.Quarantined, 0, quarantined.Reason);
            default:
                if (command is Command.HearTap again && JudgeAgain(again) is SeqVerdict.SeenLongAgo) ShardMeter.SeenLongAgo.Add(1);
                return new Outcome(OutcomeKind.Seen, 0);
        }
    }

    private SeqVerdict JudgeAgain(Command.HearTap tap) =>
        _city.Kiosk(tap.Stamp.Id.Kiosk).Sequence(tap.Stamp.Id.Outbox).Judge(tap.Stamp.Id.Seq, tap.Stamp.Digest, tap.Happened);

    /// <summary>A rule that breaks on a kiosk's message is a bug that must not stop the city: the message waits in quarantine for the mended rule.</summary>
    private Decision Decide(Command command)
    {
        try
        {
            return CityRule.Decide(_city, command);
        }
        catch (Exception exception) when (command is Command.HearTap)
        {
            RuleBroke?.Invoke(((Command.HearTap)command).Stamp.Id.Kiosk, exception);
            return Decision.SetAside(new Refusal.RuleBroke(exception.GetType().Name));
        }
    }

    private static string? ReasonToKeepAside(Command command) => command switch
    {
        Command.KeepMessage c => c.Message.Reason,
        Command.HearTap { Action: TapAction.KeepAside action } => action.Reason,
        _ => null,
    };

    private void SetAside(Command.HearTap tap, Refusal reason, ReadOnlyMemory<byte> payload)
    {
        var id = tap.Stamp.Id;
        var unread = tap.Action as TapAction.KeepAside;
        var message = new KioskEvent.MessageQuarantined(
            id.Kiosk, reason.Code, _vault.SealAlone("message", payload.Span), IsTimed: unread is null, unread?.ClockOffset);
        var decision = TapRule.WithKioskEvents(_city.Kiosk(id.Kiosk), tap, Decision.Accept(message));
        RecordAll(tap, ((Decision.Accepted)decision).Events);
    }

    private void RecordAll(Command command, IReadOnlyList<OpsEvent> events)
    {
        var (happened, by, tap) = command switch
        {
            Command.HearTap c => (c.Happened, Actor.Of(c.Stamp.Id.Kiosk), (TapStamp?)c.Stamp),
            Command.KeepMessage c => (c.Heard, Actor.Of(c.Kiosk), null),
            Command.ConnectKiosk c => (c.Heard, Actor.Of(c.Kiosk), null),
            Command.DisconnectKiosk c => (c.Heard, Actor.Of(c.Kiosk), null),
            Command.HearReport c => (c.Heard, Actor.Of(c.Kiosk), null),
            Command.RequeueMessage c => (c.Tap.Happened, new Actor(ActorKind.Staff, c.Staff), c.Tap.Stamp),
            Command.CloseRequest c => (c.Heard, new Actor(ActorKind.Staff, c.Staff), null),
            Command.RevokeDevice c => (c.Heard, new Actor(ActorKind.Staff, c.Staff), null),
            Command.NoteSilence c => (c.Heard, Actor.Timer, null),
            _ => (command.Heard, Actor.Server, null),
        };
        foreach (var happenedEvent in events) Record(new Fact(happenedEvent, happened, command.Heard, by, tap));
    }

    private void Record(Fact fact)
    {
        var recorded = new Recorded(_journal.Head + _batch.Count + 1, _city.NextVersion(fact.Event.Stream), fact);
        _city.Evolve(recorded);
        _timetable.Note(fact.Event);
        _batch.Add(recorded);
    }

    private bool TryCommit()
    {
        if (_batch.Count == 0)
        {
            _timetable.Keep();
            return true;
        }
        try
        {
            if (_vault.HasPending) _vault.Flush();
            long started = Stopwatch.GetTimestamp();
            _journal.Commit(_batch);
            ShardMeter.Commit.Record(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        catch (JournalFullException)
        {
            JournalIsFull = true;
            _city.Forget();
            _timetable.Forget();
            _batch.Clear();
            return false;
        }
        JournalIsFull = false;
        ShardMeter.Facts.Add(_batch.Count);
        _city.Keep();
        _timetable.Keep();
        if (_faults is not null && _batch.Any(recorded => recorded.Fact.Event is KioskEvent.MessageQuarantined)) _faults(FaultPoint.AfterQuarantine);
        for (int i = 0; i < _folds.Count; i++)
        {
            if (i > 0) _faults?.Invoke(FaultPoint.MidAnnounce);
            _folds[i].Apply(_batch);
        }
        _batch.Clear();
        return true;
    }
}
