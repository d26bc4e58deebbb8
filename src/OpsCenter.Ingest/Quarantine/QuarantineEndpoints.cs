using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using OpsCenter.Access;
using OpsCenter.Access.Scope;
using OpsCenter.Grains.Runtime;

namespace OpsCenter.Ingest.Quarantine;

/// <summary>What was set aside, and sending it through again once its cause is mended.</summary>
public static class QuarantineEndpoints
{
    /// <summary>Maps the list and the command; both ask for <see cref="Policies.Quarantine"/>.</summary>
    public static void MapQuarantine(this IEndpointRouteBuilder endpoints)
    {
        var quarantine = endpoints.MapGroup("/api/v1/quarantine").RequireAuthorization(Policies.Quarantine);
        quarantine.MapGet("", (ClaimsPrincipal user, IScopeGuard guard, QuarantineDesk desk) => desk.List(unit => guard.MayWatch(user, unit)))
            .WithName("Quarantine").WithSummary("The newest 1,000 messages that were set aside in the units that the caller may see, with their reasons. Their content stays sealed.");
        quarantine.MapPost("/{position:long}/requeue", RequeueAsync)
            .WithName("RequeueMessage").WithSummary("Sends a message through again under its own identity; repeating it changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict).ProducesProblem(StatusCodes.Status410Gone)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
    }

    private static async Task<Results<Ok<Requeued>, ProblemHttpResult>> RequeueAsync(
        long position, ClaimsPrincipal user, IScopeGuard guard, QuarantineDesk desk, CancellationToken cancellationToken)
    {
        var (outcome, problem) = await desk.RequeueAsync(position, user.Identity?.Name ?? "", unit => guard.MayWatch(user, unit), cancellationToken);
        if (problem is { } known) return TypedResults.Problem(known.Text, statusCode: known.Status, extensions: Code(known.Code));
        return outcome.Kind switch
        {
            OutcomeKind.Done => TypedResults.Ok(new Requeued(position, outcome.Position, false)),
            OutcomeKind.Seen => TypedResults.Ok(new Requeued(position, outcome.Position, true)),
            OutcomeKind.NotCommitted => TypedResults.Problem(
                "The journal cannot take anything now. Nothing was changed; send the same command again.",
                statusCode: StatusCodes.Status503ServiceUnavailable, extensions: Code("journal-full")),
            _ => TypedResults.Problem(outcome.Refusal?.Text, statusCode: StatusCodes.Status409Conflict, extensions: Code(outcome.Refusal?.Code ?? "refused")),
        };
    }

    private static Dictionary<string, object?> Code(string code) => new() { ["code"] = code };

    /// <summary>The answer to a requeue.</summary>
    /// <param name="Position">The journal position of the quarantined message.</param>
    /// <param name="Version">The journal position up to which a reader must be to see its effect.</param>
    /// <param name="Repeated">Whether it had been sent through before.</param>
    internal sealed record Requeued(long Position, long Version, bool Repeated);
}
