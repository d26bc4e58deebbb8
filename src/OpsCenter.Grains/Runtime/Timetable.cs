using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime;

/// <summary>
/// The rules that wait for their time, in due order. An entry may be stale: the rule itself looks at the state when its time comes.
/// What is taken and noted counts only once it is durable: <see cref="Keep"/> or <see cref="Forget"/> ends every batch.
/// </summary>
internal sealed class Timetable(CityGrains city)
{
    private readonly PriorityQueue<Due, Due> _waiting = new();
    private readonly PriorityQueue<Due, Due> _noted = new(); // by facts of the open batch
    private readonly List<Due> _taken = []; // from those that waited before it

    /// <summary>When the next rule is due; null when none waits.</summary>
    internal DateTimeOffset? Next => FirstOf() is { } first ? first.Peek().At : null;

    /// <summary>How many entries wait.</summary>
    internal int Count => _waiting.Count + _noted.Count;

    internal bool TryTake(DateTimeOffset now, out Due due)
    {
        due = default;
        if (FirstOf() is not { } first || first.Peek().At > now) return false;
        due = first.Dequeue();
        if (first == _waiting) _taken.Add(due);
        return true;
    }

    /// <summary>The batch is durable.</summary>
    internal void Keep()
    {
        _taken.Clear();
        while (_noted.TryDequeue(out var due, out _)) Add(due);
    }

    /// <summary>The batch was refused: what it took waits again, what it noted never was.</summary>
    internal void Forget()
    {
        _noted.Clear();
        foreach (var due in _taken) Add(due);
        _taken.Clear();
    }

    internal void Add(Due due) => Add(_waiting, due);

    /// <summary>Writes down what a fact of the open batch makes due later. Call after the grains evolved.</summary>
    internal void Note(OpsEvent happened)
    {
        switch (happened)
        {
            case VenueEvent.CheckedIn { LeavesAt: { } leaves } e when e.Person != PersonId.None:
                Add(_noted, new Due(leaves, DueKind.VenueClosesAgain, e.Venue.ToString()));
                break;
            case VenueEvent.CheckedIn { LeavesAt: { } leaves } e when city.Venue(e.Venue).WalkIns.CountAt(leaves) == 1:
                Add(_noted, new Due(leaves, DueKind.WalkInsLeave, e.Venue.ToString()));
                break;
            case VenueEvent.VenueOpened e:
                AddClosing(_noted, e.Venue);
                break;
            case GridEvent.RequestRaised e:
                Add(_noted, new Due(e.Due, DueKind.RequestRunsOut, e.Request.ToString()));
                break;
            case CityEvent.DayBegan e:
                BeginDay(_noted, e.Day);
                break;
        }
    }

    /// <summary>Derives all that waits from the grains: after a start.</summary>
    internal void Derive()
    {
        _waiting.Clear();
        Forget();
        foreach (var venue in city.Venues.Values)
        {
            foreach (var group in venue.WalkIns.Groups) Add(new Due(group.LeavesAt, DueKind.WalkInsLeave, venue.Venue.ToString()));
            if (venue.GuestsUntil is { } until) Add(new Due(until, DueKind.VenueClosesAgain, venue.Venue.ToString()));
            if (venue.IsOpen) AddClosing(_waiting, venue.Venue);
        }
        foreach (var request in city.Requests.Values)
            if (request.Stage is RequestStage.Open) Add(new Due(request.Due, DueKind.RequestRunsOut, request.Request.ToString()));
        if (city.Day != default) BeginDay(_waiting, city.Day);
    }

    private void BeginDay(PriorityQueue<Due, Due> to, DateOnly day)
    {
        var time = city.Plan.Time;
        var next = day.AddDays(1);
        Add(to, new Due(time.At(next, TimeOnly.MinValue), DueKind.Midnight, next.ToString("O", null)));
        foreach (var venue in city.Plan.Parts.Venues)
            Add(to, new Due(time.At(day, venue.Opens), DueKind.VenueOpens, venue.Id.ToString()));
    }

    private void AddClosing(PriorityQueue<Due, Due> to, VenueId venue)
    {
        if (city.Plan.FindVenue(venue) is not { } place) return;
        Add(to, new Due(city.Plan.Time.At(city.Day, place.Closes), DueKind.VenueCloses, venue.ToString()));
    }

    private PriorityQueue<Due, Due>? FirstOf() => _noted.Count == 0 ? _waiting.Count == 0 ? null : _waiting
        : _waiting.Count == 0 || _noted.Peek().CompareTo(_waiting.Peek()) < 0 ? _noted : _waiting;

    private static void Add(PriorityQueue<Due, Due> to, Due due) => to.Enqueue(due, due);
}
