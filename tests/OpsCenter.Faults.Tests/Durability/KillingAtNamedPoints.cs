using OpsCenter.Domain.Vocabulary;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>FT-02: every name of <see cref="FaultPoint"/> that the server passes; the others stand in <see cref="KillingKiosksAtNamedPoints"/>.</summary>
public sealed class KillingAtNamedPoints(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // The full size is tests/long.sh FT-02, which sets these.
    private static readonly int? Full = Size.Of("OPSCENTER_ROUNDS");
    private static readonly int Rounds = Full ?? 1;
    private static readonly int MostHits = Full is null ? 50 : 200;
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;

    private static IEnumerable<FaultPoint> OfTheServer => Enum.GetValues<FaultPoint>().Except(KillingKiosksAtNamedPoints.Points);

    [Fact]
    public async Task Every_acknowledged_tap_survives_a_kill_at_every_point_of_the_server_and_counts_once()
    {
        var points = Enumerable.Repeat(OfTheServer, Rounds).SelectMany(round => round).ToList();
        var (reckoning, missed, control) = await PointTrial.RunAsync(points, Seed, MostHits);
        string figures = Results.Line($"{points.Count} kills at {OfTheServer.Count()} points", reckoning, Seed);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.Empty(missed);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.Equal(reckoning.Attempted, reckoning.Acknowledged);
        Assert.True(reckoning.Recovered > 0, $"No kill met a tap on its way, so nothing was tried: {figures}");

        // The negative control: a loss is told by the same reckoning.
        output.WriteLine($"negative control, the end of the log forgotten: {control}");
        Assert.True(control.Lost > 0, $"Acknowledged taps were cut off the journal, and nobody noticed: {control}");
    }

    /// <summary>And the other one: a point where nobody can die is no point that was survived.</summary>
    [Fact]
    public async Task A_point_that_nobody_knows_is_refused_with_the_names_that_are_known()
    {
        using var folder = new DataFolder();
        await using var server = ServerProcess.Begin(new ServerStart(folder.Path) { Environment = new Dictionary<string, string> { ["OPSCENTER_TEST_KILL_AT"] = "Nowhere:3" } });
        Assert.Equal(2, await server.EndsAsync(Patience));
        Assert.Contains(server.Output, line => line.Contains("must be NAME or NAME:N", StringComparison.Ordinal) && line.Contains("AfterCommit", StringComparison.Ordinal));
    }
}
