using Microsoft.AspNetCore.Hosting.Server;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Tokens;
using OpsCenter.CityPack;
using OpsCenter.Server.CommandLine;
using OpsCenter.Server.Hosting;

namespace OpsCenter.Server.Demo;

/// <summary>Serves the shipped city on loopback until it is stopped.</summary>
internal static class DemoProgram
{
    internal static async Task<int> RunAsync(ServerCommand.Demo demo)
    {
        Ports.MustBeFree(("HTTP", demo.Http), ("MQTT", demo.Mqtt));
        var pack = CityPackLoader.Read(CityPackLoader.ShippedFolder);
        string data = Path.GetFullPath(demo.Data);
        var builder = ServerBuilder.Create(pack, data, kestrel => kestrel.ListenOnLoopback(demo.Http, demo.Mqtt));
        builder.Configuration["Ingest:SustainedRate"] = demo.KioskRate.ToString(System.Globalization.CultureInfo.InvariantCulture);
        builder.Configuration["Shard:ClockIsRight"] = "true"; // a demonstration may lie for months between two days
        builder.Services.AddSingleton(demo).AddSingleton<SimulatorProcess>().AddSingleton<DemoHost>();
        builder.Services.AddSingleton(_ => DemoCredentials.LoadOrDraw(data, pack.Plan));
        await using var app = builder.Build();
        app.MapEverything();
        var host = app.Services.GetRequiredService<DemoHost>();
        host.Enrol(app.Services.GetRequiredService<DeviceRegistry>(), app.Services.GetRequiredService<BearerTokens>());
        return await ServerRun.UntilStoppedAsync(app, () => host.Begin(app.Services.GetRequiredService<IServer>()));
    }
}
