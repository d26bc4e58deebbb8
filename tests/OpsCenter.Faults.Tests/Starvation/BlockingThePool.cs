using System.Diagnostics;
using System.Globalization;
using System.Net;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Starvation;

/// <summary>FT-31: a server that cannot get round to its work says so, or says nothing. It never says that all is well.</summary>
public sealed class BlockingThePool(ITestOutputHelper output)
{
    private const int Everything = 2_000; // more than the pool adds threads for while it lasts
    private static readonly TimeSpan Red = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10); // for a machine three times as slow

    // The full size is tests/long.sh FT-31, which sets it.
    private static readonly int Seconds = Size.Of("OPSCENTER_SECONDS") ?? 8;

    [Fact]
    public async Task A_blocked_pool_turns_health_red_and_no_frame_claims_life_meanwhile()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithBackDoor());
        await using var screen = await HubScreen.WatchAsync(server, server.HttpPort, Credentials.City, "children");
        await Eventually.TrueAsync("the screen is live", Slack, () => Task.FromResult(AgeOf(screen) < TimeSpan.FromSeconds(2)));

        BackDoor.Ask(folder.Path, $"block {Seconds} {Everything}");
        var blocked = Stopwatch.StartNew();
        var blockedAt = TimeProvider.System.GetUtcNow();
        var redAfter = await RedAfterAsync(server, blocked);
        await Eventually.TrueAsync("a wall would say that it is stale", Red + Slack, () => Task.FromResult(AgeOf(screen) > Red));
        var staleAfter = blocked.Elapsed;
        Assert.True(screen.LastAlive < blockedAt + TimeSpan.FromSeconds(2), $"A frame claimed life at {screen.LastAlive:O}, and the pool was blocked since {blockedAt:O}.");
        await server.LogsAsync("OpsCenter.Server", "thread pool has not answered");

        await server.AnswersAsync(HttpStatusCode.OK);
        await Eventually.TrueAsync("the screen is live again", Slack * 3, () => Task.FromResult(screen.IsEnded || AgeOf(screen) < TimeSpan.FromSeconds(2)));
        string figures = string.Create(CultureInfo.InvariantCulture,
            $"pool blocked for {Seconds} s: health red after {redAfter.TotalSeconds:F1} s, a wall stale after {staleAfter.TotalSeconds:F1} s, green again {blocked.Elapsed.TotalSeconds - Seconds:F1} s after it; attempted 1, recovered 1");
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.InRange(redAfter, TimeSpan.Zero, Red + Slack);
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
