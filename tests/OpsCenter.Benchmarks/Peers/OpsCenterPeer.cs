using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OpsCenter.Testing;

namespace OpsCenter.Benchmarks.Peers;

/// <summary>Our server as it is shipped: a journal with fsync, the shipped city, nothing simulated, no limit per kiosk.</summary>
internal sealed class OpsCenterPeer : Peer
{
    private static readonly string Server = Path.Combine(Repository.Root, "artifacts", "bin", "OpsCenter.Server", "release", "OpsCenter.Server.dll");

    private readonly Running _process;
    private readonly string _data;

    private OpsCenterPeer(Running process, string data, string kiosks, int http, int mqtt) =>
        (_process, _data, Kiosks, HttpPort, MqttPort) = (process, data, kiosks, http, mqtt);

    internal override string Name => "OpsCenter";

    internal override int MqttPort { get; }

    internal int HttpPort { get; }

    internal override int ProcessId => _process.Id;

    internal override string Kiosks { get; }

    /// <summary>The hub's path for a screen.</summary>
    internal string HubPath { get; private set; } = "";

    internal static async Task<OpsCenterPeer> StartAsync(string folder)
    {
        var (http, mqtt) = (FreePort.Take(), FreePort.Take());
        string data = Directory.CreateDirectory(Path.Combine(folder, $"opscenter-{mqtt}")).FullName;
        var process = Running.Start("dotnet", [Server, "demo", "--still", "--kiosk-rate", "off", "--data", data, "--http", Text(http), "--mqtt", Text(mqtt)]);
        var peer = new OpsCenterPeer(process, data, Path.Combine(data, "bench-kiosks.csv"), http, mqtt);
        await peer.ReadyAsync();
        File.WriteAllLines(peer.Kiosks, ShippedCity.Spread(File.ReadLines(Path.Combine(data, "demo", "kiosks.csv")).Skip(1)));
        peer.HubPath = $"/hub/live?access_token={File.ReadAllText(Path.Combine(data, "demo", "wall-token.txt")).Trim()}";
        return peer;
    }

    /// <summary>With a city of more kiosks than the shipped one has, for connections that say nothing.</summary>
    internal static async Task<OpsCenterPeer> StartWithKiosksAsync(string folder, int kiosks)
    {
        var (http, mqtt) = (FreePort.Take(), FreePort.Take());
        string data = Directory.CreateDirectory(Path.Combine(folder, $"opscenter-{mqtt}")).FullName;
        string pack = CrowdedCity.Write(Path.Combine(data, "pack"), kiosks);
        string secrets = Path.Combine(data, "kiosks.csv");
        File.WriteAllLines(secrets, ["kiosk,secret", .. Enumerable.Range(1, kiosks).Select(n => $"{CrowdedCity.KioskId(n)},secret-of-kiosk-{n:D6}")]);
        string open = Path.Combine(data, "bench-kiosks.csv");
        File.WriteAllLines(open, File.ReadLines(secrets).Skip(1));
        string token = Path.Combine(data, "token.txt");
        File.WriteAllText(token, "a-token-of-a-benchmark-0123456789abcdef");
        string wall = Path.Combine(data, "wall-token.txt");
        File.WriteAllText(wall, "a-screen-of-a-benchmark-0123456789abcdef");
        foreach (string file in (string[])[secrets, token, wall]) File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        string config = Path.Combine(data, "opscenter.json");
        File.WriteAllText(config, JsonSerializer.Serialize(new { data = Path.Combine(data, "data"), http, mqtt, kiosks = secrets, staffToken = token, wallToken = wall, pack }));
        var peer = new OpsCenterPeer(Running.Start("dotnet", [Server, "serve", "--config", config]), data, open, http, mqtt);
        await peer.ReadyAsync();
        return peer;
    }

    /// <summary>Reads the whole journal afresh.</summary>
    /// <returns>Its check-ins when chain and counts are sound, else -1.</returns>
    internal async Task<long> VerifyAsync()
    {
        var info = new ProcessStartInfo("dotnet", [Server, "verify", "--json", "--data", _data]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var verify = Process.Start(info)!;
        var errors = verify.StandardError.ReadToEndAsync();
        string text = await verify.StandardOutput.ReadToEndAsync();
        await errors;
        await verify.WaitForExitAsync();
        if (verify.ExitCode != 0) return -1;
        using var json = JsonDocument.Parse(text);
        return json.RootElement.GetProperty("chain").GetString() == "ok" ? json.RootElement.GetProperty("checkIns").GetInt64() : -1;
    }

    public override async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }

    private async Task ReadyAsync()
    {
        await _process.ListensAsync(HttpPort, TimeSpan.FromSeconds(60));
        using var http = new HttpClient();
        for (long since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < TimeSpan.FromSeconds(60);)
        {
            using var answer = await http.GetAsync(new Uri($"http://127.0.0.1:{HttpPort}/healthz"));
            if (answer.IsSuccessStatusCode) return;
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }
        throw new InvalidOperationException("The server is up and not healthy.");
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
