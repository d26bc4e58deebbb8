using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>FT-16, by the hundred thousand.</summary>
[Collection(nameof(Alone))]
public sealed class FuzzingTheServer(ITestOutputHelper output)
{
    private const long MostGrown = 50L * 1024 * 1024;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The full size is tests/long.sh FT-16, which sets these.
    private static readonly int? Full = Size.Of("OPSCENTER_PACKETS");
    private static readonly int Packets = Full ?? 200_000;
    private const double LongestPacket = 100; // ms
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;

    [Fact]
    public async Task Broken_packets_end_nothing_but_their_own_connections_and_every_tap_beside_them_counts_once()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(Start(folder));
        await using var fleet = new Fleet(server, kiosks: 10, TimeSpan.FromMilliseconds(200));

        var verdict = await new FuzzTrial(server, Packets, Seed).RunAsync();
        await fleet.DrainAsync(Patience);

        var reckoning = await fleet.ReckonBesideOthersAsync(await VerifyOutput.OfAsync(folder.Path), server);
        string figures = Results.Line("broken packets", $"{verdict}; beside them: {reckoning}", Seed);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(verdict.IsSound && verdict.Packets >= Packets, figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok", Acknowledged: > 100 }, figures);
        Assert.Equal(reckoning.Attempted, reckoning.Acknowledged);
        Assert.InRange(verdict.GrownBytes, long.MinValue, MostGrown);
        Assert.True(verdict.OwnPings.Count > 100, figures);
        Assert.True(Full is null || verdict.OwnPings[^1] <= LongestPacket, $"Somebody who says nothing wrong waited longer than {LongestPacket} ms: {figures}");
    }

    /// <summary>The negative controls: memory that a server keeps, connections that somebody leaves standing, and what nobody foresaw are told by the same trial.</summary>
    [Fact]
    public async Task A_server_that_keeps_what_it_was_sent_ends_nothing_or_falls_is_found_out()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(Start(folder));
        var kept = await new FuzzTrial(server, 8_000, Seed) { WhenWeighed = () => BackDoor.Ask(folder.Path, "hold 80") }.RunAsync();
        output.WriteLine($"negative control, 80 MB kept: {kept}");
        Assert.True(kept.GrownBytes > MostGrown, kept.ToString());

        await using (var lenient = new LenientServer())
        {
            var standing = await new FuzzTrial(server, 300, Seed) { Port = lenient.Port, Patience = TimeSpan.FromMilliseconds(300) }.RunAsync();
            output.WriteLine($"negative control, nothing ended: {standing}");
            Assert.True(standing.Unclosed.Count > standing.Connections / 2 && !standing.IsSound, standing.ToString());
        }

        var trial = new FuzzTrial(server, int.MaxValue, Seed).RunAsync();
        BackDoor.Ask(folder.Path, "throw");
        var fallen = await trial;
        output.WriteLine($"negative control, fallen: {fallen}");
        Assert.True(fallen is { Exits: 1, Unhandled.Count: > 0, IsSound: false }, fallen.ToString());
    }

    // What is broken is told as warnings, by the hundred thousand; what is unforeseen, as errors, which are kept.
    private static ServerStart Start(DataFolder folder) => new ServerStart(folder.Path).WithoutRates().WithBackDoor()
        .With(("Logging__LogLevel__OpsCenter.Ingest", "Error"), ("Mqtt__ConnectsPerSecond", "100000"), ("Mqtt__ConnectBurst", "1000000"));
}
