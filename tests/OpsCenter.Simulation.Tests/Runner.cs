using System.Diagnostics;
using System.Globalization;
using OpsCenter.Simulation.Tests.Weather;

namespace OpsCenter.Simulation.Tests;

/// <summary>Runs many seeds on both cores, each in one thread from its beginning to its end.</summary>
internal static class Runner
{
    internal static IReadOnlyList<SeedOutcome> Run(int first, int count, Breakage breakage = Breakage.None)
    {
        var outcomes = new SeedOutcome[count];
        Exception? bug = null;
        int next = -1;
        var threads = Enumerable.Range(0, Math.Min(count, Environment.ProcessorCount)).Select(_ => new Thread(() =>
        {
            for (int i = Interlocked.Increment(ref next); i < count && bug is null; i = Interlocked.Increment(ref next))
            {
                try
                {
                    outcomes[i] = new World(first + i, breakage).Run();
                }
                catch (Exception thrown)
                {
                    bug = new InvalidOperationException($"Seed {first + i} broke. {Replay(first + i)}", thrown);
                }
            }
        })).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        return bug is null ? outcomes : throw bug;
    }

    /// <summary>What was wrong, and how to see it again.</summary>
    internal static string Tell(SeedOutcome outcome) =>
        $"seed {outcome.Seed}, commit {Commit}, hash {outcome.Hash}\n  {string.Join("\n  ", outcome.Wrong)}\n  troubles: {string.Join(' ', outcome.Struck)}; died at: {string.Join(' ', outcome.Hits)}\n  {Replay(outcome.Seed)}";

    private static string Commit
    {
        get
        {
            using var git = Process.Start(new ProcessStartInfo("git", ["-C", AppContext.BaseDirectory, "describe", "--always", "--dirty"]) { RedirectStandardOutput = true });
            return git?.StandardOutput.ReadToEnd().Trim() ?? "unknown";
        }
    }

    private static string Replay(int seed) => string.Create(CultureInfo.InvariantCulture, $"Replay: SEEDS=1 bash tests/long.sh FT-30 {seed}");
}
