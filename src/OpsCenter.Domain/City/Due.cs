using System.Diagnostics;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.City;

/// <summary>Kinds of rule that wait for their time. Of several due at one instant, the lower number goes first.</summary>
public enum DueKind
{
    /// <summary>A venue's walk-ins leave by rule. Who leaves at midnight leaves before the day begins.</summary>
    WalkInsLeave,

    /// <summary>A venue closes.</summary>
    VenueCloses,

    /// <summary>People came to a closed venue with a card; it closes once more behind the last of them.</summary>
    VenueClosesAgain,

    /// <summary>Midnight in the city.</summary>
    Midnight,

    /// <summary>A venue opens.</summary>
    VenueOpens,

    /// <summary>A request's time limit runs out.</summary>
    RequestRunsOut,
}

/// <summary>A rule that waits for its time (house rule H5). Derived from state, never stored.</summary>
/// <param name="At">When it is due.</param>
/// <param name="Kind">Which rule.</param>
/// <param name="Key">Whose: a venue's or request's id; the day, for midnight.</param>
public readonly record struct Due(DateTimeOffset At, DueKind Kind, string Key) : IComparable<Due>
{
    /// <summary>Orders by time, then kind, then key, so that a restart fires in the same order.</summary>
    public int CompareTo(Due other)
    {
        int order = At.CompareTo(other.At);
        if (order == 0) order = Kind.CompareTo(other.Kind);
        return order == 0 ? string.CompareOrdinal(Key, other.Key) : order;
    }

    /// <summary>Earlier.</summary>
    public static bool operator <(Due left, Due right) => left.CompareTo(right) < 0;

    /// <summary>Earlier or the same.</summary>
    public static bool operator <=(Due left, Due right) => left.CompareTo(right) <= 0;

    /// <summary>Later.</summary>
    public static bool operator >(Due left, Due right) => left.CompareTo(right) > 0;

    /// <summary>Later or the same.</summary>
    public static bool operator >=(Due left, Due right) => left.CompareTo(right) >= 0;

    /// <summary>What is true now that the time has come; null when the state has moved on and the rule no longer applies.</summary>
    public OpsEvent? Decide(ICityView city) => Kind switch
    {
        DueKind.Midnight => BeginDay(city),
        DueKind.VenueOpens => Open(city.Venue(VenueId.Parse(Key))),
        DueKind.VenueClosesAgain => CloseAgain(city.Venue(VenueId.Parse(Key))),
        DueKind.VenueCloses => Close(city.Venue(VenueId.Parse(Key))),
        DueKind.WalkInsLeave => LetLeave(city.Venue(VenueId.Parse(Key))),
        DueKind.RequestRunsOut => RunOut(city.Request(RequestId.Parse(Key))),
        _ => throw new UnreachableException($"No rule for {Kind}."),
    };

    private CityEvent.DayBegan? BeginDay(ICityView city)
    {
        var day = city.Plan.Time.DayOf(At);
        return day > city.Day ? new CityEvent.DayBegan(city.Plan.City, day) : null;
    }

    private VenueEvent.VenueOpened? Open(VenueState venue) => venue.IsOpen || venue.ClosedAt > At ? null : new VenueEvent.VenueOpened(venue.Venue);

    private static VenueEvent.VenueClosed? Close(VenueState venue) =>
        venue.IsOpen ? new VenueEvent.VenueClosed(venue.Venue, venue.Present, venue.Volunteers) : null;

    private VenueEvent.VenueClosed? CloseAgain(VenueState venue) =>
        venue.GuestsUntil == At && venue.Named > 0 ? new VenueEvent.VenueClosed(venue.Venue, venue.Present, venue.Volunteers) : null;

    private VenueEvent.WalkInsLeft? LetLeave(VenueState venue)
    {
        var (count, volunteers) = venue.WalkIns.DueAt(At);
        return count == 0 ? null : new VenueEvent.WalkInsLeft(venue.Venue, count, volunteers);
    }

    // The limit it bears now: a full disk may have refused its first raising, whose own limit still waits here.
    private GridEvent.RequestBecameOverdue? RunOut(RequestState? request) =>
        request is { Stage: RequestStage.Open } && request.Due <= At ? new GridEvent.RequestBecameOverdue(request.Grid, request.Request) : null;
}
