using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpsCenter.Access;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Tokens;
using OpsCenter.CityPack;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Server.CommandLine;
using OpsCenter.Server.Faults;
using OpsCenter.Server.Hosting;

namespace OpsCenter.Server.Serve;

/// <summary>Serves a city from a configuration file, without anything simulated.</summary>
internal static class ServeProgram
{
    internal static async Task<int> RunAsync(ServerCommand.Serve serve)
    {
        KillSwitch.MustBeUnset();
        var options = ServeOptions.Load(serve.ConfigFile);
        Ports.MustBeFree(("HTTP", options.Http), ("MQTT", options.Mqtt));
        await using var app = Build(options);
        return await ServerRun.UntilStoppedAsync(app, () => TellLinks(app, link => Console.WriteLine($"wall  {link}")));
    }

    /// <summary>The whole server, not started yet.</summary>
    /// <exception cref="ConfigurationRefusedException">A file that the options name is not right.</exception>
    internal static WebApplication Build(ServeOptions options)
    {
        var kiosks = ConfigurationFile.ReadSecrets(options.Kiosks, "kiosk,secret").ToList();
        var readers = options.Readers is null ? [] : ConfigurationFile.ReadSecrets(options.Readers, "user,secret").ToList();
        var (staff, wall) = (ConfigurationFile.ReadToken(options.StaffToken), ConfigurationFile.ReadToken(options.WallToken));
        string folder = options.Pack ?? CityPackLoader.ShippedFolder;
        var pack = CityPackLoader.Read(folder);
        var builder = ServerBuilder.Create(pack, Path.GetFullPath(options.Data), kestrel => kestrel.ListenOnLoopback(options.Http, options.Mqtt));
        builder.Configuration.AddInMemoryCollection(options.Settings);
        var app = builder.Build();
        app.MapEverything();
        var devices = app.Services.GetRequiredService<DeviceRegistry>();
        foreach (var (id, secret) in kiosks)
            devices.EnrolKiosk(KioskId.TryParse(id, null, out var kiosk) ? kiosk : throw new ConfigurationRefusedException([$"{options.Kiosks}: '{id}' is no kiosk id."]), secret);
        foreach (var (name, secret) in readers) devices.EnrolReader(name, secret);
        var tokens = app.Services.GetRequiredService<BearerTokens>();
        tokens.Add(staff, new TokenHolder("staff", Roles.Staff, pack.Plan.City));
        tokens.Add(wall, Screen(pack.Plan.City));
        return app;
    }

    /// <summary>Tells the link that pairs a screen, and each next one; once the server listens.</summary>
    internal static void TellLinks(WebApplication app, Action<string> tell)
    {
        int port = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
        app.Services.GetRequiredService<WallLinks>().Begin($"http://127.0.0.1:{port}", tell);
    }

    private static TokenHolder Screen(UnitCode city) => new("screen", Roles.Wall, city);
}
