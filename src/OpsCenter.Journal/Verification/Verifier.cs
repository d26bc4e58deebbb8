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
    private long _events, _checkIns, _quarantined;

    private Verifier()
    {
    }

    /// <summary>Reads to the end, or to the first position that does not check.</summary>
    /// <param name="journal">All facts from position 1 on, checked as they are read.</param>
    /// <exception cref="JournalRefusedException">This server cannot read the journal.</exception>
    public static VerifyReport Run(IEnumerable<Recorded> journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        var verifier = new Verifier();
        string chain = VerifyReport.Sound;
        try
        {
            foreach (var recorded in journal) verifier.Take(recorded);
        }
        catch (JournalCorruptException e)
        {
            chain = $"bad at position {(e.Position == 0 ? verifier._events + 1 : e.Position)}: {e.Message}";
        }
        return verifier.Report(chain);
    }

    private void Take(Recorded recorded)
    {
        _events++;
        if (recorded.Position != _events) throw new JournalCorruptException($"Position {recorded.Position} stands where {_events} should.", _events);
        if (recorded.Event is VenueEvent.CheckedIn) _checkIns++;
        if (recorded.Event is KioskEvent.MessageQuarantined) _quarantined++;
        if (recorded.Fact.Tap is { } tap) Take(tap.Id, recorded.Event);
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

    private VerifyReport Report(string chain) => new(
        _events, _checkIns, _quarantined, chain,
        [.. _outboxes.Select(row => new OutboxReport(row.Key.Item1.ToString(), row.Key.Item2.ToString(), row.Value.Heard.UpTo, [.. row.Value.Heard.Missing()]))
            .OrderBy(row => row.Kiosk, StringComparer.Ordinal).ThenBy(row => row.Outbox, StringComparer.Ordinal)],
        _countedTwice);
}
