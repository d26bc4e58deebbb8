using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>One run of the real server, with all that it did to its files and all that it acknowledged, in one order.</summary>
/// <param name="Trace">The events.</param>
/// <param name="Acked">What was acknowledged, in order: the event, the kiosk and the number.</param>
/// <param name="Pressed">When each tap was made, on the clock of the trace.</param>
internal sealed record PowerTrace(DiskTrace Trace, IReadOnlyList<(int Event, string Kiosk, long Seq)> Acked, IReadOnlyDictionary<(string Kiosk, long Seq), long> Pressed)
{
    private const int Kiosks = 8;

    // Often kept, so that cuts meet snapshots at every stage.
    private static readonly Dictionary<string, string> OftenKept = new() { ["Snapshots__EveryFacts"] = "100", ["Snapshots__LeastPause"] = "00:00:01" };

    /// <summary>Runs a server until so many taps are acknowledged, and kills it.</summary>
    internal static async Task<PowerTrace> RecordAsync(long taps)
    {
        using var folder = new DataFolder();
        string file = Path.Combine(folder.Path, "trace"), data = Path.Combine(folder.Path, "data");
        Directory.CreateDirectory(data);
        var environment = await DiskShim.EnvironmentAsync(folder.Path, file);
        foreach (var (name, value) in OftenKept) environment[name] = value;
        await using var server = await ServerProcess.RunAsync(new ServerStart(data) { Environment = environment }.WithoutRates());
        await using var fleet = new NumberedFleet(server, Kiosks);
        await fleet.ConnectAsync(server.MqttPort);
        fleet.Begin(TimeSpan.FromMilliseconds(10));
        await Eventually.TrueAsync("taps are acknowledged and a snapshot is kept", TimeSpan.FromMinutes(5), () => Task.FromResult(fleet.Acked >= taps && server.Output.Any(line => line.Contains("A snapshot at", StringComparison.Ordinal))));
        await server.KillAsync();
        await fleet.RestAsync();
        var trace = DiskTrace.Read(file);
        return new PowerTrace(trace, [.. trace.Acknowledgements(fleet.ByPort)], fleet.Kiosks.SelectMany(kiosk => kiosk.Pressed.Select(tap => (Tap: (kiosk.Kiosk.Kiosk, tap.Key), tap.Value))).ToDictionary(tap => tap.Tap, tap => tap.Value));
    }

    /// <summary>Writes the journal's, the keys' and the snapshots' files of a cut disk into a folder.</summary>
    internal static void Lay(IEnumerable<(string Name, byte[] Bytes)> disk, string folder)
    {
        foreach (var (name, bytes) in disk)
        {
            string below = Path.GetRelativePath("data", name);
            if (!below.StartsWith("journal.db", StringComparison.Ordinal) && !below.StartsWith("keys.db", StringComparison.Ordinal) && !below.StartsWith("snapshots/", StringComparison.Ordinal)) continue;
            string path = Path.Combine(folder, below);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllBytes(path, bytes);
        }
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Trace.Events.Count} events of one run");
}
