using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Requests;

/// <summary>How far a request has come.</summary>
public enum RequestStage
{
    /// <summary>Raised and not closed.</summary>
    Open,

    /// <summary>Its time limit passed while it was open.</summary>
    Overdue,

    /// <summary>Closed.</summary>
    Closed,
}

/// <summary>What is remembered of one request (诉求).</summary>
/// <param name="Request">The request.</param>
/// <param name="Ticket">The number the resident took home.</param>
/// <param name="Grid">The grid where the matter is.</param>
/// <param name="Kind">Its kind in the catalogue.</param>
/// <param name="Raised">When the resident raised it.</param>
/// <param name="Due">When it becomes overdue.</param>
/// <param name="Stage">How far it has come.</param>
public sealed record RequestState(
    RequestId Request, Ticket Ticket, UnitCode Grid, RequestKind Kind, DateTimeOffset Raised, DateTimeOffset Due, RequestStage Stage);
