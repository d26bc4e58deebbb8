using System.Diagnostics;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

[Collection(nameof(Alone))]
public sealed class StoppingTheServer(ITestOutputHelper output)
{
    [Fact]
    public async Task A_stop_under_load_ends_within_15_seconds_and_keeps_all_that_was_acknowledged()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).OnFixedPorts().WithoutRates());
        await using var fleet = new Fleet(server, kiosks: 50, TimeSpan.FromMilliseconds(50));
        await Eventually.TrueAsync("the load flows", TimeSpan.FromSeconds(60), () => Task.FromResult(fleet.AcknowledgedCount > 500));

        var watch = Stopwatch.StartNew();
        int code = await server.StopAsync();
        watch.Stop();

        var reckoning = fleet.Reckon(await VerifyOutput.OfAsync(folder.Path));
        output.WriteLine($"stopped after {watch.Elapsed.TotalSeconds:F1} s: {reckoning}");
        Assert.Equal(0, code);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, reckoning.ToString());
        await server.LogsAsync("All that waited is durable", "the journal stands at");
    }
}
