using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using OpsCenter.Testing;

namespace OpsCenter.Benchmarks.Peers;

/// <summary>Node-RED with a broker in its own process and a flow (<c>NodeRed/flows.json</c>) that counts taps by district and shows thirteen tiles on a dashboard; nothing durable.</summary>
internal sealed class NodeRedPeer : Peer
{
    /// <summary>Where the dashboard's socket.io is.</summary>
    internal const string SocketPath = "/dashboard/socket.io/?EIO=4&transport=websocket";

    private static readonly string Sources = Path.Combine(Repository.Root, "tests", "OpsCenter.Benchmarks", "NodeRed");

    private readonly Running _process;
    private readonly string _folder;

    private NodeRedPeer(Running process, string folder, int http, int mqtt) =>
        (_process, _folder, HttpPort, MqttPort, Kiosks) = (process, folder, http, mqtt, OpenKiosks(folder));

    internal override string Name => "Node-RED";

    internal override int MqttPort { get; }

    internal int HttpPort { get; }

    internal override int ProcessId => _process.Id;

    internal override string Kiosks { get; }

    internal static async Task<NodeRedPeer> StartAsync(string parent)
    {
        string node = Program("Node-RED", "Debian packages nodejs and npm", "/usr/bin/node", "/usr/local/bin/node");
        string modules = await InstalledAsync();
        var (http, mqtt) = (FreePort.Take(), FreePort.Take());
        string folder = Directory.CreateDirectory(Path.Combine(parent, $"node-red-{mqtt}")).FullName;
        string districts = Path.Combine(folder, "districts.json");
        File.WriteAllText(districts, JsonSerializer.Serialize(ShippedCity.Kiosks.ToDictionary(kiosk => kiosk.Id, kiosk => kiosk.District)));
        string flows = Path.Combine(folder, "flows.json");
        File.Copy(Path.Combine(Sources, "flows.json"), flows);
        var process = Running.Start(node, [Path.Combine(modules, "node-red", "red.js"), "--userDir", folder, "--settings", Path.Combine(Sources, "settings.js"), flows], new Dictionary<string, string>
        {
            ["BENCH_HTTP"] = http.ToString(CultureInfo.InvariantCulture),
            ["BENCH_MQTT"] = mqtt.ToString(CultureInfo.InvariantCulture),
            ["BENCH_DISTRICTS"] = districts,
            ["NODE_ENV"] = "production",
        });
        await process.ListensAsync(mqtt, TimeSpan.FromSeconds(60));
        await process.ListensAsync(http, TimeSpan.FromSeconds(60));
        return new NodeRedPeer(process, folder, http, mqtt);
    }

    public override async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Beside what was built, and again only when the lock file changed.
    private static async Task<string> InstalledAsync()
    {
        string lockFile = Path.Combine(Sources, "package-lock.json");
        string folder = Path.Combine(Repository.Root, "artifacts", "obj", "OpsCenter.Benchmarks", "node-red");
        string stamp = Path.Combine(folder, "installed");
        string wanted = Convert.ToHexString(SHA256.HashData(await File.ReadAllBytesAsync(lockFile)));
        string modules = Path.Combine(folder, "node_modules");
        if (File.Exists(stamp) && await File.ReadAllTextAsync(stamp) == wanted) return modules;
        Console.WriteLine("installing Node-RED (npm ci) ...");
        Directory.CreateDirectory(folder);
        foreach (string file in (string[])["package.json", "package-lock.json", ".npmrc"]) File.Copy(Path.Combine(Sources, file), Path.Combine(folder, file), overwrite: true);
        string npm = Program("Node-RED", "Debian packages nodejs and npm", "/usr/bin/npm", "/usr/local/bin/npm");
        await using var install = Running.Start(npm, ["ci", "--omit=optional", "--prefix", folder]);
        install.Await(line => line.StartsWith("added ", StringComparison.Ordinal), TimeSpan.FromMinutes(10));
        await File.WriteAllTextAsync(stamp, wanted);
        return modules;
    }
}
