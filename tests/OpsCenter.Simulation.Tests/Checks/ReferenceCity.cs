using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>
/// The city folded a second time: plain lists and sets, written without the domain's own folds. Of an event it believes when a tap happened,
/// within two seconds of the press and what its kiosk's state was on the way, and what a kiosk says of itself; else a tap's events are told from the press (<see cref="TapsByTheRules"/>),
/// a rule's from the lists and the instant at which it was due, and missing numbers are counted one by one.
/// </summary>
internal sealed class ReferenceCity
{
    private static readonly TimeSpan MayErr = TimeSpan.FromSeconds(2);

    private readonly Action<string> _wrong;
    private readonly Witness _witness;
    private readonly TapsByTheRules _rules;
    private readonly Dictionary<VenueId, ReferenceVenue> _venues;
    private readonly Dictionary<KioskId, ReferenceKiosk> _kiosks;
    private readonly Dictionary<Ticket, RequestId> _bearers = [];
    private readonly PriorityQueue<ReferenceRequest, DateTimeOffset> _running = new();
    private readonly Queue<OpsEvent> _expected = new();
    private TapId _tap;

    internal ReferenceCity(CityPlan plan, Witness witness, Action<string> wrong)
    {
        (_witness, _wrong) = (witness, wrong);
        _rules = new TapsByTheRules(plan, this);
        _venues = plan.Parts.Venues.ToDictionary(place => place.Id, place => new ReferenceVenue(place));
        _kiosks = plan.Parts.Kiosks.ToDictionary(place => place.Id, _ => new ReferenceKiosk());
    }

    internal long Position { get; private set; }
    internal DateOnly Day { get; private set; }
    internal Dictionary<RequestId, ReferenceRequest> Requests { get; } = [];

    /// <summary>Every event of every tap, by its identity.</summary>
    internal Dictionary<TapId, List<Recorded>> Taps { get; } = [];

    /// <summary>Closings by their key.</summary>
    internal Dictionary<string, int> Closings { get; } = [];

    internal ReferenceVenue Venue(VenueId venue) => _venues[venue];

    internal ReferenceKiosk Kiosk(KioskId kiosk) => _kiosks[kiosk];

    /// <summary>The newest request that bears a ticket.</summary>
    internal RequestId? Bearer(Ticket ticket) => _bearers.TryGetValue(ticket, out var request) ? request : null;

    /// <summary>The one venue in which a person is.</summary>
    internal ReferenceVenue? WhereIs(PersonId person)
    {
        foreach (var venue in _venues.Values)
            if (venue.Inside.ContainsKey(person)) return venue;
        return null;
    }

    internal void Take(Recorded recorded)
    {
        if (recorded.Position != Position + 1) _wrong($"I3: the journal goes from {Position} to {recorded.Position}.");
        var fact = recorded.Fact;
        if (fact.Happened > fact.Heard) _wrong($"I3: position {recorded.Position} happened after it was heard.");
        if (fact.By != Actor.Timer) NothingIsLeftUndone(recorded.Position, fact.Heard);
        if (fact.Tap is { } stamp) TakeTap(stamp.Id, recorded);
        else Settle();
        Position = recorded.Position;
        switch (fact.Event)
        {
            case VenueEvent e: Take(e, fact.Happened); break;
            case GridEvent e: Take(e, fact); break;
            case KioskEvent e: Take(e); break;
            case CityEvent.DayBegan e: Begin(e.Day, fact.Happened); break;
            case CityEvent.PackAdopted or CityEvent.CommandRefused: break;
            default: _wrong($"The reference knows no {fact.Event.GetType().Name}."); break;
        }
    }

    /// <summary>Nothing more of the last tap will come: commits are whole.</summary>
    internal void Settle()
    {
        if (_expected.TryDequeue(out var missing)) _wrong($"I3: {_tap} lacks {missing}.");
        _expected.Clear();
        _tap = default;
    }

    private void TakeTap(TapId id, Recorded recorded)
    {
        if (!Taps.TryGetValue(id, out var facts)) Taps[id] = facts = [];
        else if (facts[^1].Position != recorded.Position - 1) _wrong($"I2: {id} stands in the journal twice, at {facts[0].Position} and at {recorded.Position}.");
        facts.Add(recorded);
        if (id != _tap) Await(id, recorded.Fact);
        var kiosk = Kiosk(id.Kiosk);
        kiosk.Hear(id);
        if (recorded.Event is KioskEvent and not (KioskEvent.TapRefused or KioskEvent.MessageQuarantined)) return;
        var found = TapsByTheRules.Plain(recorded.Event);
        if (!_expected.TryDequeue(out var expected)) expected = null;
        if (found != expected) _wrong($"I3: {id}, heard {recorded.Fact.Heard:O}, became {found}; by the rules it is {expected}.");
    }

    private void Await(TapId id, Fact first)
    {
        Settle();
        _tap = id;
        if (!_witness.Pressed.TryGetValue(id, out var press)) return; // told as I2
        bool isSure = first.Tap is { IsTimeDoubtful: false } && !_witness.ServerClockWasSet && !_witness.TimedByAnotherClock.Contains(id);
        if (isSure && (first.Happened - press.At < -MayErr || first.Happened - press.At > MayErr + _witness.MayErr(id))) _wrong($"I3: {id} was pressed at {press.At:O}, and happened at {first.Happened:O} by the journal.");
        foreach (var expected in _rules.Expect(id, press, first)) _expected.Enqueue(expected);
    }

    /// <summary>Rules fire before commands: when one was heard, none that was due before may still wait.</summary>
    private void NothingIsLeftUndone(long position, DateTimeOffset heard)
    {
        if (_witness.ServerClockWasSet) return; // no rule fires while the clock is not believed
        foreach (var venue in _venues.Values)
            if (venue.MustLeaveAt(Day) <= heard) _wrong($"I3: at {position}, heard {heard:O}, {venue.Place.Id} still waits for {venue.MustLeaveAt(Day):O}.");
        while (_running.TryPeek(out var request, out var due) && due <= heard)
        {
            _running.Dequeue();
            if (request is { IsOverdue: false, IsClosed: false }) _wrong($"I3: at {position}, heard {heard:O}, a request of {request.Grid} is not overdue since {due:O}.");
        }
    }

    private void Take(VenueEvent happened, DateTimeOffset at)
    {
        var venue = Venue(happened.Venue);
        _rules.Follow(happened, at);
        switch (happened)
        {
            case VenueEvent.VenueOpened:
                if (venue.IsOpen || at != Local.At(Day, venue.Place.Opens)) _wrong($"I3: {happened.Venue} opened at {at:O}.");
                (venue.IsOpen, venue.GuestsUntil) = (true, null);
                break;
            case VenueEvent.VenueClosed e:
                if (e.Left != venue.Present || e.VolunteersLeft != venue.Volunteers) _wrong($"I3: {e.Venue} closed behind {e.Left} and {e.VolunteersLeft}; inside were {venue.Present} and {venue.Volunteers}.");
                var closes = venue.IsOpen ? Local.At(Day, venue.Place.Closes) : venue.GuestsUntil;
                if (at != closes) _wrong($"I3: {e.Venue} closed at {at:O}; by the rules it closes at {closes:O}.");
                (venue.IsOpen, venue.GuestsUntil, venue.ClosedAt) = (false, null, at);
                venue.Inside.Clear();
                venue.WalkIns.Clear();
                break;
            case VenueEvent.CheckedIn e:
                if (e.Day == Day) venue.CheckIns++;
                if (!e.Entered) break;
                if (e.Person == PersonId.None) venue.WalkIns.Add((e.LeavesAt!.Value, ReferenceVenue.Volunteer(e.Purpose)));
                else if (!venue.Inside.TryAdd(e.Person, e.Purpose)) _wrong($"I3: somebody entered {e.Venue} who was inside.");
                else if (e.LeavesAt is { } leaves && !(venue.GuestsUntil >= leaves)) venue.GuestsUntil = leaves;
                break;
            case VenueEvent.CheckedOut e when e.Person != PersonId.None:
                if (!venue.Inside.Remove(e.Person, out var came) || came != e.Purpose) _wrong($"I3: somebody left {e.Venue} who was not inside for that.");
                break;
            case VenueEvent.CheckedOut e:
                var first = venue.WalkIns.Where(one => one.Volunteers == ReferenceVenue.Volunteer(e.Purpose)).OrderBy(one => one.Leaves).FirstOrDefault();
                if (!venue.WalkIns.Remove(first)) _wrong($"I3: a walk-in left {e.Venue}, where none was.");
                break;
            case VenueEvent.WalkInsLeft e:
                if (!venue.WalkIns.Exists(one => one.Leaves == at)) _wrong($"I3: walk-ins left {e.Venue} at {at:O}, when none was to leave.");
                int volunteers = venue.WalkIns.Count(one => one.Leaves <= at && one.Volunteers);
                int left = venue.WalkIns.RemoveAll(one => one.Leaves <= at);
                if (e.Left != left || e.VolunteersLeft != volunteers) _wrong($"I3: {e.Left} walk-ins left {e.Venue}; due were {left}.");
                break;
        }
    }

    private void Take(GridEvent happened, Fact fact)
    {
        switch (happened)
        {
            case GridEvent.RequestRaised e:
                var raised = new ReferenceRequest { Grid = e.Grid, Due = e.Due, Ticket = e.Ticket, RaisedToday = e.Day == Day };
                if (!Requests.TryAdd(e.Request, raised)) _wrong($"I2: request {e.Request} was raised twice.");
                _running.Enqueue(raised, e.Due);
                _bearers[e.Ticket] = e.Request;
                break;
            case GridEvent.RequestBecameOverdue e:
                var overdue = Requests[e.Request];
                if (overdue.IsOverdue || overdue.IsClosed) _wrong($"I3: {e.Request} became overdue, and was overdue or closed.");
                if (overdue.Due != fact.Happened) _wrong($"I3: {e.Request} became overdue at {fact.Happened:O}, and was due at {overdue.Due:O}.");
                overdue.IsOverdue = true;
                break;
            case GridEvent.RequestClosed e:
                var closed = Requests[e.Request];
                if (closed.IsClosed || closed.IsOverdue != e.WasOverdue || e.Day != Local.Day(fact.Heard)) _wrong($"I3: {e.Request} was closed as it was not.");
                (closed.IsClosed, closed.ClosedToday, closed.WasOnTime) = (true, e.Day == Day, !e.WasOverdue);
                Closings[e.Key] = Closings.GetValueOrDefault(e.Key) + 1;
                break;
        }
    }

    private void Take(KioskEvent happened)
    {
        var kiosk = Kiosk(happened.Kiosk);
        switch (happened)
        {
            case KioskEvent.KioskCameOnline: kiosk.IsOnline = true; break;
            case KioskEvent.KioskWentOffline or KioskEvent.KioskFellSilent: kiosk.IsOnline = false; break;
            case KioskEvent.KioskReported e: kiosk.Report = e.Report; break;
            case KioskEvent.KioskGapsChanged e when e.Gaps != kiosk.Gaps: _wrong($"I3: {e.Kiosk} is said to lack {e.Gaps} numbers; counted are {kiosk.Gaps}."); break;
            case KioskEvent.KioskFellBehind: kiosk.IsBehind = true; break;
            case KioskEvent.KioskCaughtUp: kiosk.IsBehind = false; break;
        }
    }

    private void Begin(DateOnly day, DateTimeOffset at)
    {
        if (day <= Day || at != Local.Midnight(day)) _wrong($"I3: {day:O} began at {at:O}, on {Day:O}.");
        Day = day;
        _rules.Forget(day);
        foreach (var venue in _venues.Values) venue.CheckIns = 0;
        foreach (var request in Requests.Values) request.RaisedToday = request.ClosedToday = false;
    }
}
