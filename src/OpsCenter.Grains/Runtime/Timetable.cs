using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime;

/// <summary>The rules that wait for their time, in due order. An entry may be stale: the rule itself looks at the state when its time comes.</summary>
internal sealed class Timetable(CityGrains city)
{
    private readonly PriorityQueue<Due, Due> _waiting = new();

    /// <summary>When the next rule is due; null when none waits.</summary>
    internal DateTimeOffset? Next => _waiting.TryPeek(out var due, out _) ? due.At : null;

    internal bool TryTake(DateTimeOffset now, out Due due)
    {
        if (!_waiting.TryPeek(out due, out _) || due.At > now) return false;
        _waiting.Dequeue();
        return true;
    }

    internal void Add(Due due) => _waiting.Enqueue(due, due);

    /// <summary>Writes down what a fact makes due later. Call after the grains evolved.</summary>
    internal void Note(OpsEvent happened)
    {
        switch (happened)
        {
            case VenueEvent.CheckedIn { LeavesAt: { } leaves } e when e.Person != PersonId.None:
                Add(new Due(leaves, DueKind.VenueClosesAgain, e.Venue.ToString()));
                break;
            case VenueEvent.CheckedIn { LeavesAt: { } leaves } e when city.Venue(e.Venue).WalkIns.CountAt(leaves) == 1:
                Add(new Due(leaves, DueKind.WalkInsLeave, e.Venue.ToString()));
                break;
            case VenueEvent.VenueOpened e:
                AddClosing(e.Venue);
                break;
            case GridEvent.RequestRaised e:
                Add(new Due(e.Due, DueKind.RequestRunsOut, e.Request.ToString()));
                break;
            case CityEvent.DayBegan e:
                BeginDay(e.Day);
                break;
        }
    }

    /// <summary>Derives all that waits from the grains: after a start.</summary>
    internal void Derive()
    {
        _waiting.Clear();
        foreach (var venue in city.Venues.Values)
        {
            foreach (var group in venue.WalkIns.Groups) Add(new Due(group.LeavesAt, DueKind.WalkInsLeave, venue.Venue.ToString()));
            if (venue.GuestsUntil is { } until) Add(new Due(until, DueKind.VenueClosesAgain, venue.Venue.ToString()));
            if (venue.IsOpen) AddClosing(venue.Venue);
        }
        foreach (var request in city.Requests.Values)
            if (request.Stage is RequestStage.Open) Add(new Due(request.Due, DueKind.RequestRunsOut, request.Request.ToString()));
        if (city.Day != default) BeginDay(city.Day);
    }

    private void BeginDay(DateOnly day)
    {
        var time = city.Plan.Time;
        var next = day.AddDays(1);
        Add(new Due(time.At(next, TimeOnly.MinValue), DueKind.Midnight, next.ToString("O", null)));
        foreach (var venue in city.Plan.Parts.Venues)
            Add(new Due(time.At(day, venue.Opens), DueKind.VenueOpens, venue.Id.ToString()));
    }

    private void AddClosing(VenueId venue)
    {
        if (city.Plan.FindVenue(venue) is not { } place) return;
        Add(new Due(city.Plan.Time.At(city.Day, place.Closes), DueKind.VenueCloses, venue.ToString()));
    }
}
