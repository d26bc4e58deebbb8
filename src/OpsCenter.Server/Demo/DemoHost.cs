using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using OpsCenter.Access;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Pairing;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.Territory;
using OpsCenter.Server.CommandLine;

namespace OpsCenter.Server.Demo;

/// <summary>What a demo adds to the server: credentials, the printed link, and the simulated city.</summary>
internal sealed class DemoHost(
    ServerCommand.Demo demo, CityPlan plan, DemoCredentials credentials, PairingCodes codes, SimulatorProcess simulator)
{
    private string _address = "";

    /// <summary>Enrols the demo's clients; before the server takes connections.</summary>
    internal void Enrol(DeviceRegistry devices, BearerTokens tokens) => credentials.EnrolIn(devices, tokens, plan.City);

    /// <summary>Prints the wall's address and lets the city live; once the server listens.</summary>
    internal void Begin(IServer server)
    {
        var addresses = server.Features.Get<IServerAddressesFeature>()!.Addresses.Select(address => new Uri(address)).ToList();
        _address = $"http://127.0.0.1:{addresses[0].Port}";
        int mqtt = addresses[1].Port;
        codes.Used += PrintLink;
        Console.WriteLine($"""

            OpsCenter · {plan.Units[0].Name} · 演示数据 · 非真实情况 (invented data)
              MQTT         mqtt://127.0.0.1:{mqtt}   credentials in {credentials.Folder.FullName}
              health       {_address}/healthz
            """);
        PrintLink();
        if (demo.Still) return;
        simulator.Start(
        [
            "--mqtt-port", mqtt.ToString(CultureInfo.InvariantCulture), "--http", _address, "--kiosks", credentials.KiosksFile,
            "--staff-token", credentials.StaffTokenFile, "--speed", demo.Speed.ToString(CultureInfo.InvariantCulture),
        ]);
    }

    /// <summary>A link works once; when it was used the next one is printed, for the next screen.</summary>
    private void PrintLink()
    {
        string code = codes.Draw(new TokenHolder("screen", Roles.Wall, plan.City));
        Console.WriteLine($"  wall         {_address}{PairingEndpoint.Path}?code={code}");
        Console.Out.Flush();
    }
}
