using System.Diagnostics;
using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>The size of a journal must show neither in a start nor in the cost of a tap. Full size only: <c>tests/long.sh restart</c>.</summary>
[Collection(nameof(Alone))]
public sealed class RestartingWithALongJournal(ITestOutputHelper output)
{
    private const int Burst = 100_000;
    private const int Bursts = 7;
    private static readonly long Events = long.Parse(Environment.GetEnvironmentVariable("OPSCENTER_EVENTS") is { Length: > 0 } text ? text : "10000000", CultureInfo.InvariantCulture);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(30);

    [Fact(Explicit = true)]
    public async Task A_journal_of_10_million_events_is_live_within_10_seconds_and_makes_no_tap_dearer()
    {
        using var bigFolder = new DataFolder();
        using var smallFolder = new DataFolder();
        var start = new ServerStart(bigFolder.Path) { Patience = Long }.OnFixedPorts().WithoutRates();
        double afterKill, afterStop, without;
        long tail, memory;
        await using (var filling = await ServerProcess.RunAsync(start))
        {
            await LoadTool.PressAsync(filling, Events);
            await filling.KillAsync();
        }
        double small, big;
        await using (var server = await ServerProcess.RunAsync(start))
        {
            afterKill = server.ReadyAfter.TotalSeconds;
            tail = Events - server.SnapshotAt;
            await using var fresh = await ServerProcess.RunAsync(new ServerStart(smallFolder.Path).OnFixedPorts().WithoutRates());
            (small, big) = await CompareAsync(fresh, server);
            Assert.Equal(0, await server.StopAsync());
        }
        await using (var server = await ServerProcess.RunAsync(start))
        {
            afterStop = server.ReadyAfter.TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
            memory = server.ResidentBytes / (1024 * 1024);
            await server.KillAsync();
        }
        Directory.Delete(Path.Combine(bigFolder.Path, "snapshots"), recursive: true);
        await using (var server = await ServerProcess.RunAsync(start)) without = server.ReadyAfter.TotalSeconds;
        var watch = Stopwatch.StartNew();
        var verify = await Tool.RunAsync(Long, "dotnet", ServerProcess.Program, "verify", "--data", bigFolder.Path);
        string figures = string.Create(CultureInfo.InvariantCulture,
            $"{Events} taps: ready {afterKill:F1} s after a kill ({tail} facts behind the snapshot), {afterStop:F1} s after a stop, {without:F1} s without a snapshot; "
            + $"server CPU a tap {small:F2} µs in one of {3 * Burst / 1000}–{(3 + Bursts) * Burst / 1000} thousand, {big:F2} µs beyond {Events}, ratio {big / small:F2}; idle {memory} MB; verify {watch.Elapsed.TotalSeconds:F0} s, exit {verify.Code}");
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(verify.Code == 0 && afterKill <= 10 && afterStop <= 10 && big <= 1.15 * small && memory <= 400, figures);
    }

    /// <summary>Median CPU of the server for one tap, in microseconds; bursts in turn, so that what else the machine does meets both.</summary>
    private static async Task<(double Small, double Big)> CompareAsync(ServerProcess small, ServerProcess big)
    {
        List<double> ofSmall = [], ofBig = [];
        foreach (var server in (ServerProcess[])[small, big]) await LoadTool.PressAsync(server, 3 * Burst); // compiled by then
        for (int i = 0; i < Bursts; i++)
        {
            ofSmall.Add(await CostAsync(small));
            ofBig.Add(await CostAsync(big));
        }
        return (Median(ofSmall), Median(ofBig));
    }

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);

    private static async Task<double> CostAsync(ServerProcess server)
    {
        var before = server.ProcessorTime;
        await LoadTool.PressAsync(server, Burst);
        return (server.ProcessorTime - before).TotalMicroseconds / Burst;
    }
}
