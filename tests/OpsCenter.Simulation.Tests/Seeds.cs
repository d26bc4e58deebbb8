using System.Diagnostics;
using System.Globalization;
using OpsCenter.Simulation.Tests.Weather;

namespace OpsCenter.Simulation.Tests;

/// <summary>FT-30: the real rules under virtual time, seed by seed.</summary>
public sealed class Seeds(ITestOutputHelper output)
{
    // The full size is tests/long.sh FT-30, which sets these; one seed alone is replayed with OPSCENTER_SEED and OPSCENTER_SEEDS=1.
    private static readonly int First = Number("OPSCENTER_SEED") ?? 1;
    private static readonly int Count = Number("OPSCENTER_SEEDS") ?? 300;

    private const int FullSize = 1_000;
    private static readonly TimeSpan FullTime = TimeSpan.FromMinutes(5); // on two cores

    [Fact]
    public void Every_invariant_holds_in_every_seed_and_every_point_is_met()
    {
        var watch = Stopwatch.StartNew();
        var outcomes = Runner.Run(First, Count);
        string figures = string.Create(CultureInfo.InvariantCulture, $"{Figures(outcomes)}, in {watch.Elapsed.TotalSeconds:F0} s");
        output.WriteLine(figures);
        Results.Keep(figures);
        foreach (var broken in outcomes.Where(outcome => outcome.Wrong.Count > 0).Take(5)) output.WriteLine(Runner.Tell(broken));
        Assert.Equal([], outcomes.Where(outcome => outcome.Wrong.Count > 0).Select(outcome => outcome.Seed));
        if (Count == 1) return; // a replay: what follows is asked of many
        Assert.True(outcomes.Sum(outcome => outcome.Tally.Repeated) > 0, "No tap ever came twice, so nothing was tried.");
        Assert.True(outcomes.Sum(outcome => outcome.Tally.ScreensCompared) > 0, "No screen was ever held against the reference.");
        if (Count < 100) return; // too few to meet every point
        var points = Points.OfTheServer.Concat(Points.OfKiosks);
        Assert.Empty(points.Except(outcomes.SelectMany(outcome => outcome.Hits)));
        Assert.True(outcomes.Sum(outcome => outcome.Tally.SnapshotsRefused) > 0, "No start met a rotten snapshot.");
        Assert.Empty(Enum.GetValues<Trouble>().Except(outcomes.SelectMany(outcome => outcome.Struck)));
        if (Count >= FullSize) Assert.True(watch.Elapsed <= FullTime, figures);
    }

    [Fact]
    public void A_seed_run_twice_is_the_same_bit_for_bit()
    {
        const int twice = 50;
        var (once, again) = (Runner.Run(First, twice), Runner.Run(First, twice));
        Assert.Equal(once.Select(outcome => outcome.Hash), again.Select(outcome => outcome.Hash));
        Assert.Equal(twice, once.Select(outcome => outcome.Hash).Distinct().Count());
        output.WriteLine($"{twice} seeds twice: identical; seed {First} is {once[0].Hash}");
    }

    /// <summary>Another process has other addresses, other string hashes and another history of compiling.</summary>
    [Fact]
    public void A_seed_run_in_another_process_is_the_same_bit_for_bit()
    {
        const int few = 4;
        const string theOther = "OPSCENTER_HASHES";
        string[] hashes = [.. Runner.Run(First, few).Select(outcome => outcome.Hash)];
        if (Environment.GetEnvironmentVariable(theOther) is { Length: > 0 } asked)
        {
            File.WriteAllLines(asked, hashes); // this is the other process
            return;
        }
        string answer = Path.GetTempFileName();
        try
        {
            string program = Path.Combine(AppContext.BaseDirectory, "OpsCenter.Simulation.Tests.dll");
            var start = new ProcessStartInfo("dotnet", ["exec", program, "-noColor", "-method", $"{typeof(Seeds).FullName}.{nameof(A_seed_run_in_another_process_is_the_same_bit_for_bit)}"]) { RedirectStandardOutput = true };
            (start.Environment[theOther], start.Environment["OPSCENTER_SEED"]) = (answer, First.ToString(CultureInfo.InvariantCulture));
            using var other = Process.Start(start)!;
            string said = other.StandardOutput.ReadToEnd();
            other.WaitForExit();
            Assert.True(other.ExitCode == 0, said);
            Assert.Equal(hashes, File.ReadAllLines(answer));
        }
        finally
        {
            File.Delete(answer);
        }
        output.WriteLine($"{few} seeds in another process: identical");
    }

    internal static int? Number(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string Figures(IReadOnlyList<SeedOutcome> outcomes)
    {
        long attempted = outcomes.Sum(outcome => outcome.Tally.Thanked), acked = outcomes.Sum(outcome => outcome.Tally.Acknowledged);
        int wrong = outcomes.Count(outcome => outcome.Wrong.Count > 0);
        return string.Create(CultureInfo.InvariantCulture, $"{outcomes.Count} seeds from {First} × 1 h: attempted {attempted}, acked {acked}, recovered {outcomes.Sum(outcome => outcome.Tally.Repeated)}, kills at points {outcomes.Sum(outcome => outcome.Hits.Count)}, screens compared {outcomes.Sum(outcome => outcome.Tally.ScreensCompared)}, rotten snapshots refused {outcomes.Sum(outcome => outcome.Tally.SnapshotsRefused)}, seeds with something wrong {wrong}");
    }
}
