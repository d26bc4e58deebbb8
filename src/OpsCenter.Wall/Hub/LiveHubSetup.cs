using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using OpsCenter.Board;
using WebSocketOptions = Microsoft.AspNetCore.Builder.WebSocketOptions;

namespace OpsCenter.Wall.Hub;

/// <summary>Puts the hub into a server.</summary>
public static class LiveHubSetup
{
    /// <summary>The hub's path (<c>wire.md</c>, “Hub”).</summary>
    public const string Path = "/hub/live";

    /// <summary>Adds the hub, the live board behind it and its ticker. The host adds <see cref="CityBoard"/>, <see cref="IPulse"/> and the scope guard.</summary>
    public static IServiceCollection AddLiveHub(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<LiveBoard>();
        services.AddHostedService<LiveTicker>();
        services.AddOptions<LiveHubOptions>().BindConfiguration("Hub").ValidateDataAnnotations().ValidateOnStart();
        services.AddSignalR();
        services.AddSingleton<IHubProtocol, FrameProtocol>(); // of two protocols of one name the later one is used
        services.AddOptions<HubOptions<LiveHub>>().Configure<IOptions<LiveHubOptions>>((hub, live) =>
        {
            hub.MaximumReceiveMessageSize = live.Value.MaximumMessageBytes;
            hub.KeepAliveInterval = TimeSpan.FromSeconds(10);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            hub.HandshakeTimeout = TimeSpan.FromSeconds(5);
            hub.EnableDetailedErrors = false;
        });
        // A ping travels behind the frames and is answered when they were read (RFC 6455 §5.5.2): the one sign that they were, whatever kernels and
        // proxies in between swallow. Of the time that a client has, a sixth passes until it is asked.
        services.AddOptions<WebSocketOptions>().Configure<IOptions<LiveHubOptions>>((sockets, live) =>
            (sockets.KeepAliveInterval, sockets.KeepAliveTimeout) = (live.Value.CutAfter / 6, live.Value.CutAfter * 2 / 3));
        return services;
    }

    /// <summary>Maps the hub at <see cref="Path"/>, over WebSockets alone: only they hold a slow screen back without polling.</summary>
    public static IEndpointConventionBuilder MapLiveHub(this IEndpointRouteBuilder endpoints) => endpoints.MapHub<LiveHub>(Path, http =>
    {
        http.Transports = HttpTransportType.WebSockets;
        http.ApplicationMaxBufferSize = 64 * 1024;
        http.TransportMaxBufferSize = 64 * 1024;
        http.WebSockets.CloseTimeout = TimeSpan.FromSeconds(5);
        http.CloseOnAuthenticationExpiration = true;
    });
}
