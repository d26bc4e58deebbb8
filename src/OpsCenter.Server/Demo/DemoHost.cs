using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.Territory;
using OpsCenter.Server.CommandLine;
using OpsCenter.Server.Hosting;

namespace OpsCenter.Server.Demo;

/// <summary>What a demo adds to the server: credentials, the printed link, and the simulated city.</summary>
internal sealed class DemoHost(
    ServerCommand.Demo demo, CityPlan plan, DemoCredentials credentials, WallLinks links, SimulatorProcess simulator)
{
    /// <summary>Enrols the demo's clients; before the server takes connections.</summary>
    internal void Enrol(DeviceRegistry devices, BearerTokens tokens) => credentials.EnrolIn(devices, tokens, plan.City);

    /// <summary>Prints the wall's address and lets the city live; once the server listens.</summary>
    internal void Begin(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        string address = $"http://127.0.0.1:{addresses[0].Port}";
        int mqtt = addresses[1].Port;
        Console.WriteLine($"""

            OpsCenter · {plan.Units[0].Name} · 演示数据 · 非真实情况 (invented data)
              MQTT         mqtt://127.0.0.1:{mqtt}   credentials in {credentials.Folder.FullName}
              health       {address}/healthz
            """);
        links.Begin(address, Print);
        if (demo.Still) return;
        simulator.Start(
        [
            "--mqtt-port", mqtt.ToString(CultureInfo.InvariantCulture), "--http", address, "--kiosks", credentials.KiosksFile,
            "--staff-token", credentials.StaffTokenFile, "--speed", demo.Speed.ToString(CultureInfo.InvariantCulture),
            .. demo.Outbox is { } outbox ? (string[])["--outbox", Path.GetFullPath(outbox)] : [],
        ]);
    }

    private static void Print(string link)
    {
        Console.WriteLine($"  wall         {link}");
        Console.Out.Flush();
    }
}
