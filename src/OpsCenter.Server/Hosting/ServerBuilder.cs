using Microsoft.AspNetCore.Server.Kestrel.Core;
using OpsCenter.Access;
using OpsCenter.CityPack;
using OpsCenter.Ingest;
using OpsCenter.Server.Telemetry;
using OpsCenter.Wall;
using OpsCenter.Wall.Hub;

namespace OpsCenter.Server.Hosting;

/// <summary>Puts the house together: city, access, ingest, hub, wall.</summary>
internal static class ServerBuilder
{
    internal static WebApplicationBuilder Create(LoadedPack pack, string data, Action<KestrelServerOptions> listen)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = [], ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.ConfigureKestrel(listen).UseSockets(sockets => sockets.CreateBoundListenSocket = ListenSockets.Create);
        builder.Logging.ClearProviders().AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-ddTHH:mm:ssZ ";
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning).AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        builder.Services.AddSingleton<IProblemDetailsWriter, PageForBrowsers>(); // before the framework's own: the first that can writes
        builder.Services.AddProblemDetails().AddHttpContract();
        builder.Services.AddCity(pack, data);
        builder.Services.AddAccess(Directory.CreateDirectory(Path.Combine(data, "screens")));
        builder.Services.AddSingleton<WallLinks>();
        builder.Services.AddKioskIngest();
        builder.Services.AddLiveHub();
        builder.Services.AddWall();
        builder.Services.AddSingleton<ProcessMeter>().AddHostedService<MeterExport>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(20));
        return builder;
    }
}
