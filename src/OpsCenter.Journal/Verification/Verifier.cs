using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Verification;

/// <summary>Reads a whole journal, checks it, and counts afresh what the rules counted, without the rules.</summary>
public sealed class Verifier
{
    private readonly Dictionary<(KioskId, OutboxId), (SeenNumbers Heard, SeenNumbers Counted)> _outboxes = [];
    private readonly List<string> _countedTwice = [];
    private readonly List<(long From, long To)> _unreadable = [];
    private JournalCorruptException? _first;
    private long _last, _damagedTo, _events, _checkIns, _quarantined;

    private Verifier()
    {
    }

    /// <summary>Reads to the end, or to the first position that does not check.</summary>
    /// <param name="journal">All facts from position 1 on, checked as they are read.</param>
    /// <exception cref="JournalRefusedException">This server cannot read the journal.</exception>
    public static VerifyReport Run(IEnumerable<Recorded> journal) => Run(_ => journal);

    /// <summary>Reads to the end past records that do not check, or to the first position after which nothing can be read.</summary>
    /// <param name="journal">All facts from position 1 on that can be read, given whom to tell of damage: what, and the last position that may be missing for it.</param>
    /// <exception cref="JournalRefusedException">This server cannot read the journal.</exception>
    public static VerifyReport Run(Func<Action<JournalCorruptException, long>, IEnumerable<Recorded>> journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var verifier = new Verifier();
        try
        {
            foreach (var recorded in journal(verifier.Note)) verifier.Take(recorded);
        }
        catch (JournalCorruptException e)
        {
            verifier._first ??= e;
        }
        verifier.Miss(verifier._damagedTo);
        return verifier.Report();
    }

    private void Note(JournalCorruptException damage, long through)
    {
        _first ??= damage;
        _damagedTo = through;
    }

    private void Take(Recorded recorded)
    {
        long expected = _last + 1;
        if (recorded.Position < expected || recorded.Position > Math.Max(expected, _damagedTo + 1))
            throw new JournalCorruptException($"Position {recorded.Position} stands where {expected} should.", expected);
        Miss(recorded.Position - 1);
        _last = recorded.Position;
        _events++;
        if (recorded.Event is VenueEvent.CheckedIn) _checkIns++;
        if (recorded.Event is KioskEvent.MessageQuarantined) _quarantined++;
        if (recorded.Fact.Tap is { } tap) Take(tap.Id, recorded.Event);
    }

    private void Miss(long through)
    {
        if (through > _last) _unreadable.Add((_last + 1, through));
    }

    private void Take(TapId tap, OpsEvent e)
    {
        if (!_outboxes.TryGetValue((tap.Kiosk, tap.Outbox), out var outbox))
            _outboxes[(tap.Kiosk, tap.Outbox)] = outbox = (new SeenNumbers(), new SeenNumbers());
        outbox.Heard.Add(tap.Seq);
        if (Counts(e) && !outbox.Counted.Add(tap.Seq)) _countedTwice.Add(tap.ToString());
    }

    // A tap leads to at most one of these; what else bears its number is a consequence (moved, online, gaps) or a message kept aside, which may be replayed once.
    private static bool Counts(OpsEvent e) => e is VenueEvent.CheckedIn or VenueEvent.CheckedOut { Moved: false }
        or GridEvent.RequestRaised or GridEvent.RequestRated or KioskEvent.TapRefused or KioskEvent.TapVoided;

    private VerifyReport Report() => new(
        _events, _checkIns, _quarantined, _first is null ? VerifyReport.Sound : $"bad at position {(_first.Position == 0 ? _last + 1 : _first.Position)}: {_first.Message}",
        [.. _outboxes.Select(row => new OutboxReport(row.Key.Item1.ToString(), row.Key.Item2.ToString(), row.Value.Heard.UpTo, [.. row.Value.Heard.Missing()]))
            .OrderBy(row => row.Kiosk, StringComparer.Ordinal).ThenBy(row => row.Outbox, StringComparer.Ordinal)],
        _countedTwice)
    {
        Unreadable = _unreadable,
    };
}
