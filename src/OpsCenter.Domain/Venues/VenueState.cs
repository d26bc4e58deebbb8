using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Venues;

/// <summary>What is remembered of one venue: whether it is open, and how many are inside.</summary>
/// <param name="Venue">The venue.</param>
/// <param name="IsOpen">Whether opening time came and closing time has not.</param>
/// <param name="Opening">How often it closed so far. A stay belongs to one opening, so that closing ends every stay at once.</param>
/// <param name="ClosedAt">When it last closed: who came before has left by rule.</param>
/// <param name="Named">How many with a card are inside.</param>
/// <param name="NamedVolunteers">How many of them came to volunteer or for a mobilization.</param>
/// <param name="WalkIns">Those inside without a card.</param>
/// <param name="GuestsUntil">When it closes again behind those who came with a card while it was closed; null while it is open, and when nobody came so.</param>
public sealed record VenueState(
    VenueId Venue, bool IsOpen, int Opening, DateTimeOffset ClosedAt, int Named, int NamedVolunteers, WalkIns WalkIns, DateTimeOffset? GuestsUntil = null)
{
    /// <summary>A venue of which nothing was heard: closed and empty.</summary>
    public static VenueState Fresh(VenueId venue) => new(venue, false, 0, DateTimeOffset.MinValue, 0, 0, WalkIns.None);

    /// <summary>Everyone inside.</summary>
    public int Present => Named + WalkIns.Count;

    /// <summary>Of those inside, who came to volunteer or for a mobilization.</summary>
    public int Volunteers => NamedVolunteers + WalkIns.Volunteers;

    /// <summary>Whether a purpose counts as volunteering (<c>wire.md</c>, “Tile”).</summary>
    public static bool IsVolunteering(Purpose purpose) => purpose is Purpose.Volunteer or Purpose.Mobilization;

    /// <summary>The state after an event of this venue's own stream.</summary>
    /// <param name="venue">The state before.</param>
    /// <param name="happened">The event.</param>
    /// <param name="at">When it happened; for rules whose time had come, the time they were due.</param>
    public static VenueState Evolve(VenueState venue, VenueEvent happened, DateTimeOffset at) => happened switch
    {
        VenueEvent.VenueOpened => venue with { IsOpen = true, GuestsUntil = null },
        VenueEvent.VenueClosed => new(venue.Venue, false, venue.Opening + 1, at, 0, 0, WalkIns.None),
        VenueEvent.CheckedIn { Entered: false } => venue,
        VenueEvent.CheckedIn { LeavesAt: { } leaves } e when e.Person == PersonId.None =>
            venue with { WalkIns = venue.WalkIns.Enter(leaves, IsVolunteering(e.Purpose)) },
        VenueEvent.CheckedIn { LeavesAt: { } leaves } e => venue.WithGuest(leaves).WithNamed(+1, e.Purpose),
        VenueEvent.CheckedIn e => venue.WithNamed(+1, e.Purpose),
        VenueEvent.CheckedOut e when e.Person == PersonId.None => venue with { WalkIns = venue.WalkIns.LeaveOne(IsVolunteering(e.Purpose)) },
        VenueEvent.CheckedOut e => venue.WithNamed(-1, e.Purpose),
        VenueEvent.WalkInsLeft => venue with { WalkIns = venue.WalkIns.LeaveUntil(at) },
        _ => throw new UnknownEventException(happened, venue),
    };

    /// <summary>A closed venue closes again only once the last who came with a card has had the usual stay.</summary>
    private VenueState WithGuest(DateTimeOffset leaves) => IsOpen || GuestsUntil >= leaves ? this : this with { GuestsUntil = leaves };

    private VenueState WithNamed(int change, Purpose purpose) => this with
    {
        Named = Named + change,
        NamedVolunteers = NamedVolunteers + (IsVolunteering(purpose) ? change : 0),
    };
}
