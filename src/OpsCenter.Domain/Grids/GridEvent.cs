using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Grids;

/// <summary>All that can happen in one grid (网格). Append cases; a shipped case is never edited.</summary>
/// <param name="Grid">The grid.</param>
public abstract record GridEvent(UnitCode Grid) : OpsEvent
{
    /// <inheritdoc/>
    public override StreamId Stream => StreamId.OfGrid(Grid);

    /// <summary>A resident raised a request (诉求).</summary>
    /// <param name="Grid">The grid where the matter is.</param>
    /// <param name="Request">The request.</param>
    /// <param name="Ticket">The number the resident took home.</param>
    /// <param name="Kind">Its kind in the catalogue.</param>
    /// <param name="Venue">The venue whose kiosk it was raised at.</param>
    /// <param name="Day">The city's day on which it happened.</param>
    /// <param name="Due">When it becomes overdue.</param>
    /// <param name="Person">Who raised it, when a card was shown; else <see cref="PersonId.None"/>.</param>
    /// <param name="Text">What the resident wrote, sealed; null when nothing.</param>
    /// <param name="Phone">The number to call back, sealed; null when none.</param>
    public sealed record RequestRaised(
        UnitCode Grid, RequestId Request, Ticket Ticket, RequestKind Kind, VenueId Venue, DateOnly Day, DateTimeOffset Due,
        PersonId Person, SealedField? Text, SealedField? Phone) : GridEvent(Grid);

    /// <summary>The time limit of an open request passed (超期).</summary>
    public sealed record RequestBecameOverdue(UnitCode Grid, RequestId Request) : GridEvent(Grid);

    /// <summary>A request was closed (办结).</summary>
    /// <param name="Grid">The grid where the matter is.</param>
    /// <param name="Request">The request.</param>
    /// <param name="Day">The city's day on which it was closed.</param>
    /// <param name="WasOverdue">Whether its time limit had passed.</param>
    /// <param name="Key">SHA-256 of the idempotency key of the command that closed it, lower-case hex.</param>
    public sealed record RequestClosed(UnitCode Grid, RequestId Request, DateOnly Day, bool WasOverdue, string Key) : GridEvent(Grid);

    /// <summary>The resident answered whether the matter is solved (评价).</summary>
    /// <param name="Grid">The grid where the matter is.</param>
    /// <param name="Request">The request.</param>
    /// <param name="Solved">The resident's own answer.</param>
    /// <param name="Score">1 (非常不满意) to 5 (非常满意), both inclusive; null when not given.</param>
    public sealed record RequestRated(UnitCode Grid, RequestId Request, bool Solved, int? Score) : GridEvent(Grid);
}
