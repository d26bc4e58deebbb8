using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpsCenter.Access;
using OpsCenter.Access.Pairing;
using OpsCenter.Desk.Devices;
using OpsCenter.Desk.Open311;
using OpsCenter.Desk.Posture;
using OpsCenter.Desk.Requests;
using OpsCenter.Domain.Territory;
using OpsCenter.Ingest;
using OpsCenter.Ingest.Quarantine;
using OpsCenter.Server.Health;
using OpsCenter.Wall;
using OpsCenter.Wall.Hub;

namespace OpsCenter.Server.Hosting;

/// <summary>What the server answers over HTTP, and where it listens.</summary>
internal static class WebServices
{
    /// <summary>Listens for HTTP and MQTT on loopback.</summary>
    internal static void ListenOnLoopback(this KestrelServerOptions kestrel, int http, int mqtt)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = 1024 * 1024;
        kestrel.Listen(IPAddress.Loopback, http);
        kestrel.Listen(IPAddress.Loopback, mqtt, listen => listen.UseMqtt());
    }

    /// <summary>Every endpoint of the server; each declares who may call it, and what declares nothing is refused.</summary>
    internal static void MapEverything(this WebApplication app)
    {
        app.UseForwardedHeaders(BehindProxy());
        app.UseMiddleware<BrowserGuard>();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.Use(RefuseUnknownPaths);
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", () => Results.Redirect("/wall/city")).RequireAuthorization(Policies.Wall).ExcludeFromDescription();
        var described = app.MapDescribed();
        described.MapHealth();
        described.MapPosture();
        described.MapRequests();
        described.MapDevices();
        described.MapQuarantine();
        app.MapPairing();
        app.MapLiveHub();
        app.MapOpen311();
        app.MapWall();
        app.MapGet("/asyncapi/v1.json", (CityPlan plan) => Results.Json(Contract.AsyncApi(plan.City))).AllowAnonymous().ExcludeFromDescription();
        app.MapOpenApi().AllowAnonymous();
    }

    /// <summary>What leads to no endpoint is not there, whoever asks. What leads to one that declares no policy is still refused.</summary>
    private static Task RefuseUnknownPaths(HttpContext context, RequestDelegate next) => context.GetEndpoint() is null
        ? Refusals.WriteAsync(context, StatusCodes.Status404NotFound, "There is nothing at this address.")
        : next(context);

    /// <summary>A reverse proxy ends TLS: what the browser asked for and from where is told by headers, and believed from this machine alone.</summary>
    private static ForwardedHeadersOptions BehindProxy()
    {
        var headers = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        headers.KnownProxies.Clear();
        headers.KnownIPNetworks.Clear();
        headers.KnownProxies.Add(IPAddress.Loopback);
        headers.KnownProxies.Add(IPAddress.IPv6Loopback);
        return headers;
    }
}
