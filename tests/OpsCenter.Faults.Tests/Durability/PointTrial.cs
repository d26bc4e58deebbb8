using System.Globalization;
using System.Security.Cryptography;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Journal.Sqlite;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>FT-02: a loaded server that kills itself at each named point in turn, on one folder, and comes back each time.</summary>
internal static class PointTrial
{
    internal const int Killed = 128 + 9;
    private const int Kiosks = 30, PoisonEvery = 25;
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs it.</summary>
    /// <param name="points">The points, in the order in which the server dies of them.</param>
    /// <param name="seed">Draws which hit of a point is the last.</param>
    /// <param name="mostHits">The highest number of the hit that is the last, where a point is met with every commit.</param>
    /// <returns>What became of the taps, and the points that the server did not die at; and the negative control: the same had the disk forgotten the end of the log.</returns>
    internal static async Task<(Reckoning Reckoning, IReadOnlyList<string> Missed, Reckoning Control)> RunAsync(IEnumerable<FaultPoint> points, int seed, int mostHits)
    {
        using var folder = new DataFolder();
        var moments = new Random(seed);
        List<string> missed = [];
        var start = new ServerStart(folder.Path) { Environment = KillTrial.OftenKept }.OnFixedPorts().WithoutRates();
        var server = await ServerProcess.RunAsync(start);
        try
        {
            await using var fleet = new Fleet(server, Kiosks, Pace, PoisonEvery);
            await server.KillAsync();
            foreach (var point in points)
            {
                await server.DisposeAsync();
                if (point is FaultPoint.BeforeKeyErasure or FaultPoint.AfterKeyErasure) KeepAnOldMonthKey(folder.Path);
                string kill = string.Create(CultureInfo.InvariantCulture, $"{point}:{moments.Next(1, MostHits(point, mostHits) + 1)}");
                server = ServerProcess.Begin(start with { Environment = new Dictionary<string, string>(start.Environment) { ["OPSCENTER_TEST_KILL_AT"] = kill } });
                bool isHit = await server.EndsAsync(Patience) == Killed && server.Output.Contains($"killed at {kill}");
                if (!isHit) missed.Add(kill);
            }
            await server.DisposeAsync();
            server = await ServerProcess.RunAsync(start);
            await fleet.DrainAsync(Patience);
            await server.KillAsync();
            Assert.Empty(OldMonthKeys(folder.Path)); // an erasure that was cut short is made up for at the next start
            var control = await VerifyOutput.OfForgetfulDiskAsync(folder.Path, fleet.Reckon);
            return (fleet.Reckon(await VerifyOutput.OfAsync(folder.Path)), missed, control);
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    // Snapshots come once a second, keys with what is set aside, old month keys once a start; commits by the hundred.
    private static int MostHits(FaultPoint point, int mostHits) => point switch
    {
        FaultPoint.BeforeKeyErasure or FaultPoint.AfterKeyErasure or FaultPoint.BeforeLogRestart => 1,
        FaultPoint.MidSnapshotWrite or FaultPoint.BeforeSnapshotRename or FaultPoint.AfterSnapshotRename or FaultPoint.AfterSnapshotDelete => 2,
        FaultPoint.BeforeKeyFlush or FaultPoint.AfterKeyFlush or FaultPoint.AfterQuarantine => 20,
        _ => mostHits,
    };

    private static void KeepAnOldMonthKey(string data)
    {
        using var keys = new SqliteKeyStore(new SqliteJournalOptions(data) { BallastBytes = 0 });
        if (!keys.TryLoad("month/2020-01", out _)) keys.Save([new("month/2020-01", RandomNumberGenerator.GetBytes(32))]);
    }

    private static IReadOnlyList<string> OldMonthKeys(string data)
    {
        using var keys = new SqliteKeyStore(new SqliteJournalOptions(data) { BallastBytes = 0 });
        return keys.Names("month/2020");
    }
}
