using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsCenter.Wall.Assets;
using OpsCenter.Wall.Dashboards;
using OpsCenter.Wall.Map;
using OpsCenter.Wall.Page;

namespace OpsCenter.Wall;

/// <summary>Puts the walls' pages together for the host.</summary>
public static class WallSetup
{
    /// <summary>Adds the walls' pages. The host's services hold the city plan, the scope guard and the clock.</summary>
    public static IServiceCollection AddWall(this IServiceCollection services)
    {
        services.AddOptions<WallOptions>().BindConfiguration("Wall").ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => WallFolder.Of(provider.GetRequiredService<IOptions<WallOptions>>().Value));
        services.AddSingleton<DashboardShelf>().AddSingleton<MapData>().AddSingleton<PageWriter>();
        services.AddHostedService<DashboardWatcher>();
        services.AddRazorComponents();
        return services;
    }

    /// <summary>Maps <c>/wall/…</c>: pages, their files, their data. Every one asks for <see cref="Access.Policies.Wall"/>.</summary>
    public static IEndpointRouteBuilder MapWall(this IEndpointRouteBuilder endpoints)
    {
        // Read now, so that a server with a broken dashboard, or with outlines that it must not show, says so at its start.
        endpoints.ServiceProvider.GetRequiredService<DashboardShelf>();
        endpoints.ServiceProvider.GetRequiredService<MapData>();
        var wall = endpoints.MapGroup("/wall").RequireAuthorization(Access.Policies.Wall).ExcludeFromDescription();
        wall.MapAssets();
        wall.MapPages();
        wall.MapData();
        return endpoints;
    }
}
