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
        var (reckoning, slowest, fromSnapshots) = await KillTrial.RunAsync(Kills, Seed);
        string figures = Results.Line($"{Kills} kills, 50 kiosks", $"{reckoning}, slowest start {slowest.TotalSeconds.ToString("F1", CultureInfo.InvariantCulture)} s, {fromSnapshots} starts from a snapshot", Seed);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.Equal(reckoning.Attempted, reckoning.Acknowledged); // the last drain leaves nothing open
        Assert.True(Full is null || slowest <= Ready, $"A start took longer than {Ready.TotalSeconds} s: {figures}");
        Assert.True(fromSnapshots > 0, $"No start came from a snapshot: {figures}");
        Assert.True(reckoning.Recovered > 0, $"No kill met a tap on its way, so nothing was tried: {figures}");
    }

    /// <summary>The negative control: the harness must see a server that acknowledges what the disk does not hold.</summary>
    [Fact]
    public async Task A_disk_that_forgets_the_end_of_the_log_is_found_out()
    {
        var (reckoning, _, _) = await KillTrial.RunAsync(kills: 1, Seed, ForgetTheNewest);
        output.WriteLine($"negative control: {reckoning}");
        Assert.True(reckoning.Lost > 0, $"Acknowledged taps were cut off the journal, and nobody noticed: {reckoning}");
    }

    /// <summary>What a power cut leaves of a log that was never flushed: its first half.</summary>
    internal static void ForgetTheNewest(string data)
    {
        using var log = new FileStream(Path.Combine(data, "journal.db-wal"), FileMode.Open, FileAccess.Write);
        log.SetLength(log.Length / 2);
    }
}
