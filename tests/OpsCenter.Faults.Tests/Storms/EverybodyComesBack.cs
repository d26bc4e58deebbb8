using System.Diagnostics;
using System.Globalization;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storms;

/// <summary>FT-15: a city that comes back at once is let in at a pace, and its taps meanwhile are taken.</summary>
[Collection(nameof(Alone))]
public sealed class EverybodyComesBack(ITestOutputHelper output)
{
    private const int Senders = 20;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    // The full size is tests/long.sh FT-15, which sets these, and leaves the server's own limits as they are.
    private static readonly int? Full = Size.Of("OPSCENTER_CLIENTS");
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;
    private static readonly int Clients = Full ?? 1_000;
    private static readonly (int Burst, int ASecond) SmallLimit = (60, 120);
    private static readonly (int Burst, int ASecond) Limit = Full is null ? SmallLimit : (1_000, 500);
    private const double MostAnswered = 2_000; // ms from the dial that is let in to CONNACK

    [Fact]
    public async Task All_are_back_within_a_minute_no_faster_than_they_are_let_in_and_no_acknowledged_tap_is_lost()
    {
        using var folder = new DataFolder();
        var (storm, reckoning, backAfter) = await RunAsync(folder, Clients, Limit);
        using (storm)
        {
            string figures = Results.Line($"{storm.Clients} clients after kill -9", FormattableString.Invariant($"all back {backAfter.TotalSeconds:F1} s after the server was ready, {storm.Figures}; {reckoning}"), Seed);
            output.WriteLine(figures);
            Results.Keep(figures);
            Assert.InRange(backAfter, TimeSpan.Zero, Within);
            Assert.True(Full is null || storm.AnsweredP99 <= MostAnswered, figures);
            Assert.InRange(storm.FullestSecond, 1, (Limit.Burst + Limit.ASecond) * 1.2); // answers may bunch where the door did not
            Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        }
    }

    /// <summary>The negative control: without the limit the same storm goes through faster than it, and the same figure says so.</summary>
    [Fact]
    public async Task A_door_without_a_limit_is_found_out()
    {
        using var folder = new DataFolder();
        var (storm, _, _) = await RunAsync(folder, Clients, (100_000, 100_000));
        using (storm)
        {
            output.WriteLine($"negative control: {storm.Figures}");
            Assert.True(storm.FullestSecond > (SmallLimit.Burst + SmallLimit.ASecond) * 1.2, storm.Figures);
        }
    }

    private static async Task<(Storm Storm, Reckoning Reckoning, TimeSpan BackAfter)> RunAsync(DataFolder folder, int clients, (int Burst, int ASecond) limit)
    {
        var start = new ServerStart(folder.Path).OnFixedPorts().WithoutRates().With(("Logging__LogLevel__OpsCenter.Ingest", "Error"));
        var server = await ServerProcess.RunAsync(start.With(("Mqtt__ConnectBurst", "100000"), ("Mqtt__ConnectsPerSecond", "100000"))); // they come before as they like
        if (Full is null) start = start.With(("Mqtt__ConnectBurst", Text(limit.Burst)), ("Mqtt__ConnectsPerSecond", Text(limit.ASecond)));
        try
        {
            await using var fleet = new Fleet(server, Senders, TimeSpan.FromMilliseconds(200));
            var storm = new Storm(server.Credentials, clients, Seed, after: Senders);
            await storm.ComeCalmlyAsync(server.MqttPort, 2_000, Ct);
            var back = storm.ComeBackAsync(server.MqttPort, Ct);
            await server.KillAsync();
            await server.DisposeAsync();
            server = await ServerProcess.RunAsync(start);
            long ready = Stopwatch.GetTimestamp();
            await back.WaitAsync(Within * 3, Ct);
            await fleet.DrainAsync(Within);
            var reckoning = await fleet.ReckonBesideOthersAsync(await VerifyOutput.OfAsync(folder.Path), server);
            return (storm, reckoning, storm.BackAfter(ready));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
