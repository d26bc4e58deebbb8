using System.Globalization;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

public sealed class KillingTheServer(ITestOutputHelper output)
{
    // The full size is tests/long.sh FT-01, which sets these.
    private static readonly int? Full = Size.Of("OPSCENTER_KILLS");
    private static readonly int Kills = Full ?? 10;
    private static readonly TimeSpan Ready = TimeSpan.FromSeconds(5);
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;

    [Fact]
    public async Task Every_acknowledged_tap_survives_kills_at_random_moments_and_counts_once()
    {
        var (reckoning, slowest, fromSnapshots, control) = await KillTrial.RunAsync(Kills, Seed);
        string figures = Results.Line($"{Kills} kills, 50 kiosks", $"{reckoning}, slowest start {slowest.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s, {fromSnapshots} starts from a snapshot", Seed);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.Equal(reckoning.Attempted, reckoning.Acknowledged); // the last drain leaves nothing open
        Assert.True(Full is null || slowest <= Ready, $"A start took longer than {Ready.TotalSeconds} s: {figures}");
        Assert.True(fromSnapshots > 0, $"No start came from a snapshot: {figures}");
        Assert.True(reckoning.Recovered > 0, $"No kill met a tap on its way, so nothing was tried: {figures}");

        // The negative control: the harness must see a server that acknowledged what the disk does not hold.
        output.WriteLine($"negative control, the end of the log forgotten: {control}");
        Assert.True(control.Lost > 0, $"Acknowledged taps were cut off the journal, and nobody noticed: {control}");
    }
}
