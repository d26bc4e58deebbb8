using System.Globalization;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using OpsCenter.Access;
using OpsCenter.Access.Scope;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;

namespace OpsCenter.Desk.Requests;

/// <summary>Staff close a request (办结): <c>POST /api/v1/requests/{ticket}/close</c> with <c>Idempotency-Key</c>.</summary>
public static class CloseEndpoint
{
    private const int LongestKey = 128;

    /// <summary>Maps the command.</summary>
    public static void MapRequests(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v1/requests/{ticket}/close", CloseAsync)
            .RequireAuthorization(Policies.CloseRequests)
            .WithName("CloseRequest").WithSummary("Closes the open request that bears a ticket. Repeating the same Idempotency-Key within 30 days changes nothing.")
            .ProducesProblem(StatusCodes.Status400BadRequest).ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status409Conflict)
            .ProducesProblem(StatusCodes.Status422UnprocessableEntity).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The answer to a close: 2xx leaves only after the fsync.</summary>
    /// <param name="Ticket">The request's ticket.</param>
    /// <param name="Version">The journal position up to which a reader must be to see it.</param>
    /// <param name="Repeated">Whether the same key had closed it before.</param>
    public sealed record Closed(string Ticket, long Version, bool Repeated);

    private static async Task<Results<Ok<Closed>, ProblemHttpResult>> CloseAsync(
        string ticket, [FromHeader(Name = "Idempotency-Key")] string? key, ClaimsPrincipal user, [AsParameters] Services services, CancellationToken cancellationToken)
    {
        if (!Ticket.TryParse(ticket, CultureInfo.InvariantCulture, out var id))
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "ticket-malformed", "A ticket is 8 digits. Compare it with the resident's slip and enter it again.");
        if (key is not { Length: > 0 and <= LongestKey })
            return CodedProblem.Of(StatusCodes.Status400BadRequest, "idempotency-key-missing", "Send an Idempotency-Key header of 1 to 128 characters; repeat it when you repeat the command.");
        var bearers = await services.BearersOf(id, cancellationToken);
        RequestId[] among = [.. bearers.Where(request => services.Guard.MayWatch(user, request.Grid)).Select(request => request.Request)];
        if (bearers.Count > 0 && among.Length == 0) return CodedProblem.Of(StatusCodes.Status403Forbidden, "outside-scope", "This request is outside what you may change.");
        var pending = new PendingAnswer();
        var command = new Command.CloseRequest(id, Digest(key), user.Identity?.Name ?? "", services.Time.GetUtcNow(), among);
        await services.Shard.PostAsync(new Envelope(command, pending, default), cancellationToken);
        var outcome = await pending.Task.WaitAsync(cancellationToken);
        return outcome.Kind switch
        {
            OutcomeKind.Done => TypedResults.Ok(new Closed(ticket, outcome.Position, false)),
            OutcomeKind.Seen => TypedResults.Ok(new Closed(ticket, outcome.Position, true)),
            OutcomeKind.NotCommitted => CodedProblem.Of(StatusCodes.Status503ServiceUnavailable, "journal-full", "The journal cannot take anything now. Nothing was changed; send the same command again."),
            _ => CodedProblem.Of(StatusOf(outcome.Refusal), outcome.Refusal?.Code ?? "refused", outcome.Refusal?.Text ?? "The command was refused."),
        };
    }

    /// <summary>What the command needs of the server.</summary>
    internal sealed record Services(Shard Shard, IScopeGuard Guard, TimeProvider Time)
    {
        /// <summary>The requests that bear a ticket, wherever they are.</summary>
        internal Task<IReadOnlyList<RequestState>> BearersOf(Ticket ticket, CancellationToken cancellationToken) =>
            Shard.AskAsync<IReadOnlyList<RequestState>>(city => [.. city.ByTicket(ticket).Select(city.Request).OfType<RequestState>()], cancellationToken);
    }

    /// <summary>A key is the client's own words: only its digest is kept (house, “Personal data”).</summary>
    private static string Digest(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static int StatusOf(Refusal? refusal) => refusal switch
    {
        Refusal.TicketIsUnknown or Refusal.TicketIsMistyped => StatusCodes.Status404NotFound,
        Refusal.RequestIsClosed => StatusCodes.Status409Conflict,
        Refusal.KeyIsUsed => StatusCodes.Status422UnprocessableEntity,
        _ => StatusCodes.Status400BadRequest,
    };
}
