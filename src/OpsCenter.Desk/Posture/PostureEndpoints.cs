using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using OpsCenter.Access;
using OpsCenter.Access.Scope;
using OpsCenter.Board;

namespace OpsCenter.Desk.Posture;

/// <summary>What a unit's tile is now and how its day went (<c>wire.md</c>, “HTTP”).</summary>
public static class PostureEndpoints
{
    /// <summary>The operation whose answer is written by hand: whoever publishes the contract adds the schema of <see cref="FrameSchemas.Posture"/>.</summary>
    public const string PostureName = "posture";

    /// <summary>Maps <c>GET /api/v1/posture/{unit}</c> and <c>GET /api/v1/trend/{unit}</c>; both ask for <see cref="Policies.Read"/>.</summary>
    public static IEndpointRouteBuilder MapPosture(this IEndpointRouteBuilder endpoints)
    {
        var api = endpoints.MapGroup("/api/v1").RequireAuthorization(Policies.Read).ProducesProblem(StatusCodes.Status404NotFound);
        api.MapGet("/posture/{unit}", Posture).WithName(PostureName).WithSummary("A unit's or venue's tile now")
            .Produces(StatusCodes.Status200OK, contentType: "application/json").ProducesProblem(StatusCodes.Status501NotImplemented);
        api.MapGet("/trend/{unit}", Trend).WithName("trend").WithSummary("Check-ins and requests of any unit or venue by the time at which they happened")
            .ProducesProblem(StatusCodes.Status400BadRequest);
        return endpoints;
    }

    private static Results<Utf8ContentHttpResult, ProblemHttpResult> Posture(
        string unit, string? at, string? known, ClaimsPrincipal user, CityBoard board, LiveBoard live, IScopeGuard guard)
    {
        if (Refusal(unit, user, board, guard) is { } refusal) return refusal;
        if (at is not null || known is not null) return Problem(StatusCodes.Status501NotImplemented, "A posture of the past is not built yet.", "Leave 'at' and 'known' out to read the posture of now.");
        return TypedResults.Text(live.Posture(unit)!.Utf8.Span, "application/json", StatusCodes.Status200OK);
    }

    private static Results<Ok<TrendAnswer>, ProblemHttpResult> Trend(
        string unit, [AsParameters] TrendQuery query, ClaimsPrincipal user, CityBoard board, IScopeGuard guard)
    {
        if (Refusal(unit, user, board, guard) is { } refusal) return refusal;
        return query.TryRead(out var from, out var to, out var step, out string? fault)
            ? TypedResults.Ok(new TrendAnswer(unit, board.Trend(unit, from, to, step, out long version), version, Text(from), Text(to), (int)step.TotalSeconds))
            : Problem(StatusCodes.Status400BadRequest, "The trend asked for cannot be given.", fault);

        string Text(DateTimeOffset instant) => board.LocalTime(instant).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    private static ProblemHttpResult? Refusal(string unit, ClaimsPrincipal user, CityBoard board, IScopeGuard guard)
    {
        if (!board.TryFindScope(unit, out var scope)) return Problem(StatusCodes.Status404NotFound, "The city has no such unit or venue.", $"No unit or venue bears '{unit}'.");
        return guard.MayWatch(user, scope) ? null : Problem(StatusCodes.Status403Forbidden, "This unit is outside what you may see.", null);
    }

    private static ProblemHttpResult Problem(int status, string title, string? detail) => TypedResults.Problem(detail, null, status, title);
}
