using System.Diagnostics;
using System.Globalization;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>FT-29: how long a city is without its server when the disk is lost, and what it lost. Full size only: <c>tests/long.sh FT-29</c>.</summary>
[Collection(nameof(Alone))]
public sealed class LosingTheDisk(ITestOutputHelper output)
{
    private const int Kiosks = 20, EverySeconds = 10;
    private static readonly long Events = long.Parse(Environment.GetEnvironmentVariable("OPSCENTER_EVENTS") is { Length: > 0 } text ? text : "10000000", CultureInfo.InvariantCulture);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(60);
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(140); // 4 taps a kiosk: about 500/s together

    [Fact(Explicit = true)]
    public async Task A_city_of_10_million_events_is_back_within_15_minutes_and_loses_less_than_one()
    {
        using var folder = new DataFolder();
        var tool = new BackupTool(folder.Path, Long);
        string data = Path.Combine(folder.Path, "data");
        var start = new ServerStart(data) { Patience = Long }.OnFixedPorts().WithoutRates();
        await using var server = await ServerProcess.RunAsync(start);
        await LoadTool.PressAsync(server, Events);
        await using var fleet = new NumberedFleet(server, Kiosks); // the load leaves the first ten kiosks alone; the others have outboxes of another name
        await using var probe = new NumberedKiosk(server.Credentials.Kiosks[^1]);
        await Task.WhenAll(fleet.ConnectAsync(server.MqttPort), probe.ConnectAsync(server.MqttPort));
        fleet.Begin(Pace);
        double[] probed = await ProbeAsync(probe, Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
        var watch = Stopwatch.StartNew();
        var first = tool.BackUpAsync(data);
        double[] during = await ProbeAsync(probe, first);
        await first;
        double took = watch.Elapsed.TotalSeconds;

        using var every = new Process { StartInfo = new ProcessStartInfo("dotnet", [ServerProcess.Program, "backup", "--data", data, "--to", tool.Journal, "--keys", tool.Keys, "--every", $"{EverySeconds}"]) };
        every.Start();
        await Task.Delay(TimeSpan.FromSeconds(4.5 * EverySeconds), TestContext.Current.CancellationToken);
        await server.KillAsync();
        every.Kill();
        await every.WaitForExitAsync(TestContext.Current.CancellationToken);
        long lostAt = Stopwatch.GetTimestamp();

        await fleet.RestAsync();
        string restored = await tool.RestoredAsync("restored");
        double restore = Stopwatch.GetElapsedTime(lostAt).TotalSeconds, rto;
        string shortSum;
        Reckoning before, end;
        IReadOnlyList<long> lost;
        await using (var again = await ServerProcess.RunAsync(start with { Data = restored, FolderOutside = restored }))
        {
            rto = Stopwatch.GetElapsedTime(lostAt).TotalSeconds;
            var journal = await VerifyOutput.OfAsync(restored); // before anybody sends again
            (before, lost) = (Reckon(fleet, journal), [.. fleet.Kiosks.SelectMany(kiosk => kiosk.Acked.Where(tap => !journal.Has(kiosk.Kiosk.Kiosk, tap.Key)).Select(tap => tap.Value))]);
            shortSum = await BackupTool.FoldChecksumAsync(again, Kiosks);
            await fleet.ConnectAsync(again.MqttPort);
            await fleet.SendAllAgainAsync();
            await again.KillAsync();
            end = Reckon(fleet, await VerifyOutput.OfAsync(restored));
            end = end with { Recovered = before.Lost - end.Lost };
        }
        bool isSame = await IsSameAsync(tool, start with { Http = 0, Mqtt = 0 }, restored, shortSum);
        double rpo = lost.Count == 0 ? 0 : Stopwatch.GetElapsedTime(lost.Min(), lostAt).TotalSeconds;
        string figures = Results.Line(string.Create(CultureInfo.InvariantCulture,
            $"{Events} events and about 500 taps/s: backup {took:F0} s with both checks, PUBACK p50 {probed[0]:F1} → {during[0]:F1} ms, p99 {probed[1]:F1} → {during[1]:F1} ms meanwhile; then every {EverySeconds} s; "
            + $"disk lost: restore {restore:F0} s, RTO {rto:F0} s until live, RPO {rpo:F1} s (control: {before.Lost} taps told as lost until kiosks sent them again); checksum of the fold {(isSame ? "the same" : "NOT the same")} after a restore of all"), end, seed: 0); // nothing is drawn
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(before.Lost > 0, $"The server was lost between two backups, and nothing was missed: {before}");
        Assert.True(end is { Lost: 0, Duplicated: 0, Unexpected: 0, Chain: "ok" } && end.Attempted == end.Acknowledged, figures);
        Assert.True(isSame && rto <= 15 * 60 && rpo <= 60, figures);
    }

    /// <summary>Whether what lay on the lost disk and a restore of a backup of all of it show the same posture; the restore that lacked the last taps must not: the negative control.</summary>
    private static async Task<bool> IsSameAsync(BackupTool tool, ServerStart start, string restored, string shortSum)
    {
        await tool.BackUpAsync(start.Data, "--add");
        Directory.Delete(restored, recursive: true); // room for the next
        string whole = await tool.RestoredAsync("whole"), sum = await SumAsync(start);
        Assert.NotEqual(sum, shortSum);
        return sum == await SumAsync(start with { Data = whole, FolderOutside = whole });
    }

    private static async Task<string> SumAsync(ServerStart start)
    {
        await using var server = await ServerProcess.RunAsync(start);
        return await BackupTool.FoldChecksumAsync(server, Kiosks);
    }

    // Beside the load: of the fleet's own kiosks the outbox 0, which the load does not use.
    private static Reckoning Reckon(NumberedFleet fleet, VerifyOutput journal) => fleet.Reckon(journal) with
    {
        Duplicated = journal.CountedTwice.Count,
        Uncounted = null,
        Unexpected = journal.Quarantined + fleet.Kiosks.Sum(kiosk => Math.Max(0, journal.UpTo(kiosk.Kiosk.Kiosk) - kiosk.Attempted)),
    };

    /// <summary>p50 and p99 of one tap and its PUBACK in milliseconds, again and again until something has happened.</summary>
    private static async Task<double[]> ProbeAsync(NumberedKiosk probe, Task until)
    {
        List<double> took = [];
        while (!until.IsCompleted)
        {
            long began = Stopwatch.GetTimestamp();
            Assert.True(await probe.PressAsync(1));
            took.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            await Task.Delay(10);
        }
        took.Sort();
        return [took[took.Count / 2], took[took.Count * 99 / 100]];
    }
}
