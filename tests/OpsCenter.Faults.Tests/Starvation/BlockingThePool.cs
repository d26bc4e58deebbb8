using System.Diagnostics;
using System.Globalization;
using System.Net;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Starvation;

/// <summary>FT-31: a server that cannot get round to its work says so, or says nothing. It never says that all is well.</summary>
[Collection(nameof(Alone))]
public sealed class BlockingThePool(ITestOutputHelper output)
{
    private const int Everything = 2_000; // more than the pool adds threads for while it lasts
    private static readonly TimeSpan Red = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Told = TimeSpan.FromSeconds(4.6); // from this age on a wall says so (age.ts)

    // The full size is tests/long.sh FT-31, which sets it, and allows nothing beyond the five seconds; a small run may meet a machine three times as slow.
    private static readonly int? Full = Size.Of("OPSCENTER_SECONDS");
    private static readonly int Seconds = Full ?? 8;
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Allowed = Full is null ? Red + Slack : Red;

    [Fact]
    public async Task A_blocked_pool_turns_health_red_and_no_frame_claims_life_meanwhile()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).OnFixedPorts().WithoutRates().WithBackDoor());
        await using var screen = await HubScreen.WatchAsync(server, server.HttpPort, Credentials.City, "children");
        await using var fleet = new Fleet(server, kiosks: 10, TimeSpan.FromMilliseconds(200));
        await Eventually.TrueAsync("the screen is live and taps flow", Slack, () => Task.FromResult(AgeOf(screen) < TimeSpan.FromSeconds(2) && fleet.AcknowledgedCount > 20));

        BackDoor.Ask(folder.Path, $"block {Seconds} {Everything}");
        var blocked = Stopwatch.StartNew();
        var blockedAt = TimeProvider.System.GetUtcNow();
        var redAfter = await RedAfterAsync(server, blocked);
        await Eventually.TrueAsync("a wall would say that it is late", Allowed, () => Task.FromResult(AgeOf(screen) >= Told));
        var staleAfter = blocked.Elapsed;
        Assert.True(screen.LastAlive < blockedAt + TimeSpan.FromSeconds(2), $"A frame claimed life at {screen.LastAlive:O}, and the pool was blocked since {blockedAt:O}.");
        await server.LogsAsync("OpsCenter.Server", "thread pool has not answered");

        await server.AnswersAsync(HttpStatusCode.OK);
        await Eventually.TrueAsync("the screen is live again", Slack * 3, () => Task.FromResult(screen.IsEnded || AgeOf(screen) < TimeSpan.FromSeconds(2)));
        double greenAfter = blocked.Elapsed.TotalSeconds - Seconds;
        await fleet.DrainAsync(Slack * 3);
        Assert.Equal(0, await server.StopAsync());
        var reckoning = fleet.Reckon(await VerifyOutput.OfAsync(folder.Path));
        string figures = Results.Line(string.Create(CultureInfo.InvariantCulture, $"pool blocked for {Seconds} s"), string.Create(CultureInfo.InvariantCulture,
            $"health red after {redAfter.TotalSeconds:F1} s, a wall stale after {staleAfter.TotalSeconds:F1} s, green again {greenAfter:F1} s after it; {reckoning}"), seed: 0);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(redAfter <= Allowed && staleAfter <= Allowed, figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.Equal(reckoning.Attempted, reckoning.Acknowledged);
    }

    /// <summary>Two gigabytes of garbage are no fault, and must not be told as one. It is the negative control too: the same eyes see no red where nothing is blocked.</summary>
    [Fact]
    public async Task Garbage_turns_nothing_red()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithBackDoor());
        await using var screen = await HubScreen.WatchAsync(server, server.HttpPort, Credentials.City, "children");
        await Eventually.TrueAsync("the screen is live", Slack, () => Task.FromResult(AgeOf(screen) < TimeSpan.FromSeconds(2)));
        var making = Task.Factory.StartNew(() => BackDoor.Ask(folder.Path, "garbage 2048"), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        while (!making.IsCompleted)
        {
            Assert.True(await IsGreenAsync(server), "Health turned red.");
            Assert.InRange(AgeOf(screen), TimeSpan.MinValue, Red);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
        Assert.Equal("made", await making);
    }

    private static TimeSpan AgeOf(HubScreen screen) => TimeProvider.System.GetUtcNow() - screen.LastAlive;

    /// <summary>Red is a 503, and no answer within the five seconds too: so a supervisor sees it.</summary>
    private static async Task<TimeSpan> RedAfterAsync(ServerProcess server, Stopwatch since)
    {
        while (await IsGreenAsync(server)) await Task.Delay(50);
        return since.Elapsed;
    }

    private static async Task<bool> IsGreenAsync(ServerProcess server)
    {
        try
        {
            return await server.HealthAsync().WaitAsync(TimeSpan.FromSeconds(4)) == HttpStatusCode.OK;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
