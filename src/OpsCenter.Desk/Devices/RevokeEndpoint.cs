using System.Security.Claims;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using OpsCenter.Access;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Scope;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;

namespace OpsCenter.Desk.Devices;

/// <summary>Staff end a device's rights, e.g. of a stolen kiosk: <c>POST /api/v1/devices/{device}/revoke</c>. Its session ends with 0x87, its next CONNECT is refused.</summary>
public static class RevokeEndpoint
{
    /// <summary>Maps the command.</summary>
    public static void MapDevices(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapPost("/api/v1/devices/{device}/revoke", RevokeAsync)
            .RequireAuthorization(Policies.RevokeDevices)
            .WithName("RevokeDevice").WithSummary("Ends the rights of a kiosk or an integrator for ever and cuts its session. Repeating it changes nothing.")
            .ProducesProblem(StatusCodes.Status404NotFound).ProducesProblem(StatusCodes.Status503ServiceUnavailable);

    /// <summary>The answer to a revocation: 2xx leaves only after the fsync.</summary>
    /// <param name="Device">The kiosk's id or the integrator's name.</param>
    /// <param name="Version">The journal position up to which a reader must be to see it; 0 when it was revoked before.</param>
    /// <param name="Repeated">Whether it had been revoked before.</param>
    public sealed record Revoked(string Device, long Version, bool Repeated);

    private static async Task<Results<Ok<Revoked>, ProblemHttpResult>> RevokeAsync(
        string device, ClaimsPrincipal user, [AsParameters] Services services, CancellationToken cancellationToken)
    {
        if (!services.Devices.IsEnrolled(device)) return CodedProblem.Of(StatusCodes.Status404NotFound, "device-unknown", "No device of that id is enrolled.");
        if (!services.Guard.MayWatch(user, services.PlaceOf(device))) return CodedProblem.Of(StatusCodes.Status403Forbidden, "outside-scope", "This device is outside what you may change.");
        if (services.Devices.IsRevoked(device)) return TypedResults.Ok(new Revoked(device, 0, true));
        var pending = new PendingAnswer();
        var command = new Command.RevokeDevice(device, user.Identity?.Name ?? "", services.Time.GetUtcNow());
        await services.Shard.PostAsync(new Envelope(command, pending, default), cancellationToken);
        var outcome = await pending.Task.WaitAsync(cancellationToken);
        return outcome.Kind is OutcomeKind.Done
            ? TypedResults.Ok(new Revoked(device, outcome.Position, false))
            : CodedProblem.Of(StatusCodes.Status503ServiceUnavailable, "journal-full", "The journal cannot take anything now. Nothing was changed; send the same command again.");
    }

    /// <summary>What the command needs of the server.</summary>
    internal sealed record Services(DeviceRegistry Devices, IScopeGuard Guard, CityPlan Plan, Shard Shard, TimeProvider Time)
    {
        /// <summary>A kiosk belongs to its grid; an integrator, and a kiosk that stands nowhere, to the city.</summary>
        internal UnitCode PlaceOf(string device) =>
            KioskId.TryParse(device, null, out var kiosk) && Plan.VenueOf(kiosk) is { } venue ? venue.Grid : Plan.City;
    }
}
