using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>FT-01: kills a loaded server at random moments, starts it again each time, and compares what was acknowledged with the journal.</summary>
internal static class KillTrial
{
    private const int Kiosks = 50;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(200); // 4 taps a kiosk: 1,000/s together
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(60);

    // Every second, so that kills meet snapshots half written, and starts come from snapshots and a tail.
    internal static readonly Dictionary<string, string> OftenKept = new() { ["Snapshots__EveryFacts"] = "100", ["Snapshots__LeastPause"] = "00:00:01" };

    /// <summary>Runs it.</summary>
    /// <param name="kills">How often.</param>
    /// <param name="seed">Draws the moments: 50 to 2,000 ms after the server is ready.</param>
    /// <returns>What became of the taps; and the negative control: the same had the disk forgotten the end of the log.</returns>
    internal static async Task<(Reckoning Reckoning, TimeSpan SlowestStart, int FromSnapshots, Reckoning Control)> RunAsync(int kills, int seed)
    {
        using var folder = new DataFolder();
        var moments = new Random(seed);
        var start = new ServerStart(folder.Path) { Environment = OftenKept }.OnFixedPorts().WithoutRates();
        var server = await ServerProcess.RunAsync(start);
        var slowest = TimeSpan.Zero;
        int fromSnapshots = 0;
        try
        {
            await using var fleet = new Fleet(server, Kiosks, Pace);
            for (int kill = 0; kill < kills; kill++)
            {
                long before = fleet.AcknowledgedCount;
                await Eventually.TrueAsync("the load flows again", DrainPatience, () => Task.FromResult(fleet.AcknowledgedCount > before + Kiosks));
                await Task.Delay(moments.Next(50, 2_000));
                await server.KillAsync();
                await server.DisposeAsync();
                server = await ServerProcess.RunAsync(start);
                if (server.ReadyAfter > slowest) slowest = server.ReadyAfter;
                if (server.SnapshotAt > 0) fromSnapshots++;
            }
            await fleet.DrainAsync(DrainPatience);
            await server.KillAsync();
            var control = await VerifyOutput.OfForgetfulDiskAsync(folder.Path, fleet.Reckon);
            return (fleet.Reckon(await VerifyOutput.OfAsync(folder.Path)), slowest, fromSnapshots, control);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }
}
