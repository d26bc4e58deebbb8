using OpsCenter.Board;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>I1 to I5 of <c>reliability.md</c>, held against the witness and the reference.</summary>
internal sealed class Invariants(CityPlan plan, Witness witness, ReferenceCity reference, Action<string> wrong)
{
    private readonly ReferencePostures _postures = new(plan, reference);

    /// <summary>I1: what was acknowledged is in the journal. Asked of the disk, whoever runs.</summary>
    internal void NothingAcknowledgedIsMissing()
    {
        witness.Owed.RemoveAll(reference.Taps.ContainsKey); // for good: the reference forgets none, and a journal that shrinks is told elsewhere
        foreach (var tap in witness.Owed) wrong($"I1: {tap} was acknowledged and is not in the journal.");
        foreach (var (key, ticket) in witness.Closed)
            if (reference.Closings.GetValueOrDefault(key) != 1) wrong($"I1: the closing of {ticket} was answered and stands {reference.Closings.GetValueOrDefault(key)} times in the journal.");
    }

    /// <summary>I2: what is in the journal was pressed, and counted once for what it was.</summary>
    internal void EachTapCountsForWhatItWas(TapId id, IReadOnlyList<Recorded> facts)
    {
        if (!witness.Pressed.TryGetValue(id, out var press))
        {
            wrong($"I2: nobody pressed {id}.");
            return;
        }
        var events = facts.Select(recorded => recorded.Event).ToList();
        int counted = press.Content switch
        {
            TapContent.CheckIn c => events.Count(e => e is VenueEvent.CheckedIn i && i.Venue == press.Venue && i.Purpose == c.Purpose && i.Person == PersonId.None == (c.Card is null)),
            TapContent.CheckOut => events.Count(e => e is VenueEvent.CheckedOut { Moved: false } or KioskEvent.TapRefused),
            TapContent.Request c => events.Count(e => e is GridEvent.RequestRaised r && r.Ticket == c.Ticket && r.Kind == c.Kind || e is KioskEvent.MessageQuarantined && plan.FindKind(c.Kind) is null),
            TapContent.Rating => events.Count(e => e is GridEvent.RequestRated or KioskEvent.TapRefused),
            _ => 0,
        };
        if (counted != 1) wrong($"I2: {id}, a {press.Content.GetType().Name}, counted {counted} times: {string.Join(", ", events.Select(e => e.GetType().Name))}.");
    }

    /// <summary>I4: what became durable while one server ran stands in the order in which it reached that server, kiosk by kiosk.</summary>
    internal void EachKiosksOrderIsKept(IEnumerable<TapId> durable)
    {
        foreach (var taps in durable.GroupBy(tap => tap.Kiosk))
        {
            var arrived = witness.Arrived(taps.Key);
            int at = 0;
            foreach (var tap in taps)
            {
                while (at < arrived.Count && arrived[at] != tap) at++;
                if (at++ < arrived.Count) continue;
                wrong($"I4: {tap} stands in another order than it came.");
                break;
            }
        }
    }

    /// <summary>I3: every grain is what the events say.</summary>
    internal void GrainsAreTheFold(ICityView city)
    {
        foreach (var place in plan.Parts.Venues)
        {
            var (grain, plain) = (city.Venue(place.Id), reference.Venue(place.Id));
            Same($"I3: {place.Id}", (grain.IsOpen, grain.Named, grain.WalkIns.Count, grain.Present, grain.Volunteers), (plain.IsOpen, plain.Inside.Count, plain.WalkIns.Count, plain.Present, plain.Volunteers));
            Same($"I3: walk-ins of {place.Id}", Join(grain.WalkIns.Groups.Select(group => (group.LeavesAt.UtcTicks, group.Count, group.Volunteers))),
                Join(plain.WalkIns.GroupBy(one => one.Leaves).OrderBy(group => group.Key).Select(group => (group.Key.UtcTicks, group.Count(), group.Count(one => one.Volunteers)))));
        }
        foreach (var place in plan.Parts.Kiosks)
        {
            var (grain, plain) = (city.Kiosk(place.Id), reference.Kiosk(place.Id));
            Same($"I3: {place.Id}", (grain.Online, grain.Behind, grain.Gaps, grain.Report), (plain.IsOnline, plain.IsBehind, plain.Gaps, plain.Report));
            Same($"I3: numbers of {place.Id}", Join(grain.Outboxes.Select(outbox => (outbox.Outbox.ToString(), outbox.UpTo, Join(outbox.Missing))).Order()),
                Join(plain.Heard.Select(outbox => (outbox.Key.ToString(), outbox.Value.Max, Join(Missing(outbox.Value)))).Order()));
        }
        foreach (var (id, plain) in reference.Requests)
        {
            var grain = city.Request(id);
            Same($"I3: {id}", (grain?.Stage, grain?.Due, grain?.Grid, grain?.Ticket),
                (plain.IsClosed ? RequestStage.Closed : plain.IsOverdue ? RequestStage.Overdue : RequestStage.Open, plain.Due, plain.Grid, plain.Ticket));
        }
        Same("I3: the day", city.Day, reference.Day);
    }

    /// <summary>What each unit and venue is as of now.</summary>
    internal Dictionary<string, Board.Tile> Postures() => _postures.Units.ToDictionary(unit => unit, _postures.Of, StringComparer.Ordinal);

    /// <summary>I5: what walls are told of each unit and venue is the sum of what lies in it, at the version it bears.</summary>
    internal void WallsShowThePosture(CityBoard board)
    {
        Same("I5: the board's version", board.Version, reference.Position);
        foreach (string unit in _postures.Units) Same($"I5: {unit}", (board.TryRead(unit, out _, out var tile), tile), (true, _postures.Of(unit)));
    }

    /// <summary>At the end, when the weather was fine for a while: whoever was thanked is in the journal, and no number is missing.</summary>
    internal void EveryThanksWasKept()
    {
        foreach (var tap in witness.Thanked)
            if (!reference.Taps.ContainsKey(tap)) wrong($"The screen said thank you for {tap}, and it never came.");
        foreach (var place in plan.Parts.Kiosks)
            if (reference.Kiosk(place.Id) is { IsOnline: false } or { Gaps: > 0 } or { IsBehind: true }) wrong($"{place.Id} is not whole at the end: {reference.Kiosk(place.Id).Gaps} gaps.");
    }

    private void Same<T>(string what, T found, T expected)
    {
        if (!EqualityComparer<T>.Default.Equals(found, expected)) wrong($"{what} is {found}; by the reference it is {expected}.");
    }

    private static string Join<T>(IEnumerable<T> all) => string.Join(' ', all);

    private static IEnumerable<SeqRange> Missing(SortedSet<long> heard)
    {
        long next = 1;
        foreach (long seq in heard)
        {
            if (seq > next) yield return new SeqRange(next, seq - 1);
            next = seq + 1;
        }
    }
}
