using OpsCenter.Access;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Pairing;
using OpsCenter.Access.Tokens;
using OpsCenter.CityPack;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Server.CommandLine;
using OpsCenter.Server.Hosting;

namespace OpsCenter.Server.Serve;

/// <summary>Serves a city from a configuration file, without anything simulated.</summary>
internal static class ServeProgram
{
    internal static async Task<int> RunAsync(ServerCommand.Serve serve)
    {
        var options = ServeOptions.Load(serve.ConfigFile);
        var plan = CityPackLoader.Load(options.Pack ?? CityPackLoader.ShippedFolder);
        var builder = ServerBuilder.Create(plan, Path.GetFullPath(options.Data), kestrel => kestrel.ListenOnLoopback(options.Http, options.Mqtt));
        await using var app = builder.Build();
        app.MapEverything();
        Enrol(options, app.Services.GetRequiredService<DeviceRegistry>());
        var tokens = app.Services.GetRequiredService<BearerTokens>();
        tokens.Add(File.ReadAllText(options.StaffToken).Trim(), new TokenHolder("staff", Roles.Staff, plan.City));
        var screen = new TokenHolder("screen", Roles.Wall, plan.City);
        tokens.Add(File.ReadAllText(options.WallToken).Trim(), screen);
        return await ServerRun.UntilStoppedAsync(app, () =>
            Console.WriteLine($"wall  http://127.0.0.1:{options.Http}{PairingEndpoint.Path}?code={app.Services.GetRequiredService<PairingCodes>().Draw(screen)}"));
    }

    private static void Enrol(ServeOptions options, DeviceRegistry devices)
    {
        int line = 0;
        foreach (string[] row in File.ReadLines(options.Kiosks).Select(text => text.Split(',')))
        {
            line++;
            if (row is ["kiosk", ..]) continue;
            if (row.Length < 2 || !KioskId.TryParse(row[0], null, out var kiosk)) throw new UsageException($"{options.Kiosks}({line}): a row is kiosk,secret.");
            devices.EnrolKiosk(kiosk, row[1]);
        }
    }
}
