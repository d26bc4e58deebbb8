using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>One venue as a plain list of who is inside.</summary>
internal sealed class ReferenceVenue
{
    internal bool IsOpen { get; set; }
    internal Dictionary<PersonId, Purpose> Inside { get; } = [];
    internal List<(DateTimeOffset Leaves, bool Volunteers)> WalkIns { get; } = [];
    internal int CheckIns { get; set; }
    internal int Present => Inside.Count + WalkIns.Count;
    internal int Volunteers => Inside.Values.Count(ReferenceCity.Volunteers) + WalkIns.Count(one => one.Volunteers);
}

/// <summary>One request.</summary>
internal sealed class ReferenceRequest
{
    internal required UnitCode Grid { get; init; }
    internal bool IsOverdue { get; set; }
    internal bool IsClosed { get; set; }
    internal required bool RaisedToday { get; set; }
    internal bool ClosedToday { get; set; }
    internal bool WasOnTime { get; set; }
}

/// <summary>One kiosk, with every number ever heard of each outbox.</summary>
internal sealed class ReferenceKiosk
{
    internal bool IsOnline { get; set; }
    internal bool IsBehind { get; set; }
    internal long Gaps { get; set; }
    internal KioskReport Report { get; set; } = KioskReport.Nothing;
    internal Dictionary<OutboxId, SortedSet<long>> Heard { get; } = [];
}

/// <summary>
/// The city folded a second time, from the events alone: plain lists and sets, written without the domain's own folds. Where an event bears an
/// amount, the amount is counted here and compared.
/// </summary>
internal sealed class ReferenceCity(Action<string> wrong)
{
    private readonly Dictionary<VenueId, ReferenceVenue> _venues = [];
    private readonly Dictionary<KioskId, ReferenceKiosk> _kiosks = [];

    internal long Position { get; private set; }
    internal DateOnly Day { get; private set; }
    internal Dictionary<RequestId, ReferenceRequest> Requests { get; } = [];

    /// <summary>Every event of every tap, by its identity.</summary>
    internal Dictionary<TapId, List<Recorded>> Taps { get; } = [];

    /// <summary>Closings by their key.</summary>
    internal Dictionary<string, int> Closings { get; } = [];

    internal ReferenceVenue Venue(VenueId venue) => _venues.TryGetValue(venue, out var found) ? found : _venues[venue] = new ReferenceVenue();

    internal ReferenceKiosk Kiosk(KioskId kiosk) => _kiosks.TryGetValue(kiosk, out var found) ? found : _kiosks[kiosk] = new ReferenceKiosk();

    internal static bool Volunteers(Purpose purpose) => purpose == Purpose.Volunteer || purpose == Purpose.Mobilization;

    internal void Take(Recorded recorded)
    {
        if (recorded.Position != Position + 1) wrong($"I3: the journal goes from {Position} to {recorded.Position}.");
        if (recorded.Fact.Tap is { } stamp) TakeTap(stamp.Id, recorded);
        Position = recorded.Position;
        var fact = recorded.Fact;
        if (fact.Happened > fact.Heard) wrong($"Position {recorded.Position} happened after it was heard.");
        switch (fact.Event)
        {
            case VenueEvent e: Take(e, fact.Happened); break;
            case GridEvent e: Take(e); break;
            case KioskEvent e: Take(e); break;
            case CityEvent.DayBegan e: Begin(e.Day); break;
            case CityEvent.PackAdopted or CityEvent.CommandRefused: break;
            default: wrong($"The reference knows no {fact.Event.GetType().Name}."); break;
        }
    }

    private void TakeTap(TapId id, Recorded recorded)
    {
        if (!Taps.TryGetValue(id, out var facts)) Taps[id] = facts = [];
        else if (facts[^1].Position != recorded.Position - 1) wrong($"I2: {id} stands in the journal twice, at {facts[0].Position} and at {recorded.Position}.");
        facts.Add(recorded);
        var kiosk = Kiosk(id.Kiosk);
        if (!kiosk.Heard.TryGetValue(id.Outbox, out var heard)) kiosk.Heard[id.Outbox] = heard = [];
        heard.Add(id.Seq);
    }

    private void Take(VenueEvent happened, DateTimeOffset at)
    {
        var venue = Venue(happened.Venue);
        switch (happened)
        {
            case VenueEvent.VenueOpened:
                venue.IsOpen = true;
                break;
            case VenueEvent.VenueClosed e:
                if (e.Left != venue.Present || e.VolunteersLeft != venue.Volunteers) wrong($"I3: {e.Venue} closed behind {e.Left} and {e.VolunteersLeft}; inside were {venue.Present} and {venue.Volunteers}.");
                venue.IsOpen = false;
                venue.Inside.Clear();
                venue.WalkIns.Clear();
                break;
            case VenueEvent.CheckedIn e:
                if (e.Day == Day) venue.CheckIns++;
                if (!e.Entered) break;
                if (e.Person == PersonId.None) venue.WalkIns.Add((e.LeavesAt!.Value, Volunteers(e.Purpose)));
                else if (!venue.Inside.TryAdd(e.Person, e.Purpose)) wrong($"I3: somebody entered {e.Venue} who was inside.");
                break;
            case VenueEvent.CheckedOut e when e.Person != PersonId.None:
                if (!venue.Inside.Remove(e.Person, out var came) || Volunteers(came) != Volunteers(e.Purpose)) wrong($"I3: somebody left {e.Venue} who was not inside for that.");
                break;
            case VenueEvent.CheckedOut e:
                var first = venue.WalkIns.Where(one => one.Volunteers == Volunteers(e.Purpose)).OrderBy(one => one.Leaves).FirstOrDefault();
                if (!venue.WalkIns.Remove(first)) wrong($"I3: a walk-in left {e.Venue}, where none was.");
                break;
            case VenueEvent.WalkInsLeft e:
                int volunteers = venue.WalkIns.Count(one => one.Leaves <= at && one.Volunteers);
                int left = venue.WalkIns.RemoveAll(one => one.Leaves <= at);
                if (e.Left != left || e.VolunteersLeft != volunteers) wrong($"I3: {e.Left} walk-ins left {e.Venue}; due were {left}.");
                break;
        }
    }

    private void Take(GridEvent happened)
    {
        switch (happened)
        {
            case GridEvent.RequestRaised e:
                if (!Requests.TryAdd(e.Request, new ReferenceRequest { Grid = e.Grid, RaisedToday = e.Day == Day })) wrong($"I2: request {e.Request} was raised twice.");
                break;
            case GridEvent.RequestBecameOverdue e:
                if (Requests[e.Request].IsOverdue || Requests[e.Request].IsClosed) wrong($"I3: {e.Request} became overdue, and was overdue or closed.");
                Requests[e.Request].IsOverdue = true;
                break;
            case GridEvent.RequestClosed e:
                var closed = Requests[e.Request];
                if (closed.IsClosed || closed.IsOverdue != e.WasOverdue) wrong($"I3: {e.Request} was closed as it was not.");
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
            case KioskEvent.KioskGapsChanged e: kiosk.Gaps = e.Gaps; break;
            case KioskEvent.KioskFellBehind: kiosk.IsBehind = true; break;
            case KioskEvent.KioskCaughtUp: kiosk.IsBehind = false; break;
        }
    }

    private void Begin(DateOnly day)
    {
        Day = day;
        foreach (var venue in _venues.Values) venue.CheckIns = 0;
        foreach (var request in Requests.Values) request.RaisedToday = request.ClosedToday = false;
    }
}
