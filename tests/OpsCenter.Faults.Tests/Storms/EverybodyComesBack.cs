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
        var open = new ServerStart(folder.Path).OnFixedPorts().WithoutRates().With(("Logging__LogLevel__OpsCenter.Ingest", "Error"), ("Mqtt__ConnectBurst", "100000"), ("Mqtt__ConnectsPerSecond", "100000"));
        var limited = Full is null ? open.With(("Mqtt__ConnectBurst", Text(Limit.Burst)), ("Mqtt__ConnectsPerSecond", Text(Limit.ASecond))) : AsShipped(open);
        var server = await ServerProcess.RunAsync(open); // they come before as they like
        try
        {
            await using var fleet = new Fleet(server, Senders, TimeSpan.FromMilliseconds(200));
            using var storm = new Storm(server.Credentials, Clients, Seed, after: Senders);
            await storm.ComeCalmlyAsync(server.MqttPort, 2_000, Ct);

            // The negative control: through a door without a limit the same storm goes faster than the limit, and the same figure says so.
            await storm.LeaveAndComeAsync(server.MqttPort, Ct);
            output.WriteLine($"negative control, no limit: {storm.Figures}");
            Assert.True(storm.FullestSecond > (SmallLimit.Burst + SmallLimit.ASecond) * 1.2, storm.Figures);

            server = await FallAsync(server, limited, storm);
            await fleet.DrainAsync(Within);
            var reckoning = await fleet.ReckonBesideOthersAsync(await VerifyOutput.OfAsync(folder.Path), server);
            string figures = Results.Line($"{storm.Clients} clients after kill -9", FormattableString.Invariant($"all back {storm.BackAfter.TotalSeconds:F1} s after the server was ready, {storm.Figures}; {reckoning}"), Seed);
            output.WriteLine(figures);
            Results.Keep(figures);
            Assert.InRange(storm.BackAfter, TimeSpan.Zero, Full is null ? 2 * Within : Within); // who tried often while the server was away waits up to a minute
            Assert.True(Full is null || storm.AnsweredP99 <= MostAnswered, figures);
            Assert.InRange(storm.FullestSecond, 1, (Limit.Burst + Limit.ASecond) * 1.2); // answers may bunch where the door did not
            Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>The server is killed and started again, and all come back to it.</summary>
    private static async Task<ServerProcess> FallAsync(ServerProcess server, ServerStart start, Storm storm)
    {
        var back = storm.ComeBackAsync(server.MqttPort, Ct);
        await server.KillAsync();
        await server.DisposeAsync();
        server = await ServerProcess.RunAsync(start);
        storm.Ready();
        await back.WaitAsync(Within * 3, Ct);
        return server;
    }

    private static ServerStart AsShipped(ServerStart start) =>
        start with { Environment = start.Environment.Where(setting => !setting.Key.StartsWith("Mqtt__", StringComparison.Ordinal)).ToDictionary() };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
