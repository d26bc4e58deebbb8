using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Venues;

/// <summary>All that can happen in one venue (阵地). Append cases; a shipped case is never edited.</summary>
/// <remarks>Each case carries the amounts it moves, so that a board folds it by arithmetic alone.</remarks>
/// <param name="Venue">The venue.</param>
public abstract record VenueEvent(VenueId Venue) : OpsEvent
{
    /// <inheritdoc/>
    public override StreamId Stream => StreamId.Of(Venue);

    /// <summary>Opening time came.</summary>
    public sealed record VenueOpened(VenueId Venue) : VenueEvent(Venue);

    /// <summary>Closing time came, or the usual stay of the last who came with a card while it was closed; whoever was still inside has left by rule.</summary>
    /// <param name="Venue">The venue.</param>
    /// <param name="Left">How many left by rule, walk-ins included.</param>
    /// <param name="VolunteersLeft">How many of them had come to volunteer or for a mobilization.</param>
    public sealed record VenueClosed(VenueId Venue, int Left, int VolunteersLeft) : VenueEvent(Venue);

    /// <summary>A person checked in.</summary>
    /// <param name="Venue">The venue.</param>
    /// <param name="Person">Who; <see cref="PersonId.None"/> for a walk-in.</param>
    /// <param name="Purpose">Why.</param>
    /// <param name="Day">The city's day on which it happened: only that day's counts change.</param>
    /// <param name="Entered">Whether the venue now holds one person more. False when the person was inside already, or when the tap came so late that they have left by rule.</param>
    /// <param name="LeavesAt">When a walk-in that entered leaves by rule, or a person with a card who came while the venue was closed; null for who stays until closing time.</param>
    /// <param name="Ref">The post, activity or booking named, sealed with the person's key, a walk-in's with a key of its own; null when none.</param>
    public sealed record CheckedIn(
        VenueId Venue, PersonId Person, Purpose Purpose, DateOnly Day, bool Entered, DateTimeOffset? LeavesAt, SealedField? Ref) : VenueEvent(Venue);

    /// <summary>A person left, by a tap or because they checked in elsewhere.</summary>
    /// <param name="Venue">The venue.</param>
    /// <param name="Person">Who; <see cref="PersonId.None"/> for a walk-in.</param>
    /// <param name="Purpose">Why they had come.</param>
    /// <param name="Moved">True when a check-in at another venue ended this stay: one person is in one place.</param>
    public sealed record CheckedOut(VenueId Venue, PersonId Person, Purpose Purpose, bool Moved) : VenueEvent(Venue);

    /// <summary>Walk-ins left by rule, the venue's usual stay after they came.</summary>
    /// <param name="Venue">The venue.</param>
    /// <param name="Left">How many.</param>
    /// <param name="VolunteersLeft">How many of them had come to volunteer or for a mobilization.</param>
    public sealed record WalkInsLeft(VenueId Venue, int Left, int VolunteersLeft) : VenueEvent(Venue);
}
