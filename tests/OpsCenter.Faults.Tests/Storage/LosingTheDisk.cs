using System.Diagnostics;
using System.Globalization;
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
        double[] before = await ProbeAsync(probe, Task.Delay(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken));
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

        string restored = await tool.RestoredAsync("restored");
        double restore = Stopwatch.GetElapsedTime(lostAt).TotalSeconds;
        double rto;
        await using (var again = await ServerProcess.RunAsync(start with { Data = restored, FolderOutside = restored }))
        {
            rto = Stopwatch.GetElapsedTime(lostAt).TotalSeconds;
            await fleet.RestAsync();
            await fleet.ConnectAsync(again.MqttPort);
        }
        var journal = await VerifyOutput.OfAsync(restored, Long);
        var lost = fleet.Kiosks.SelectMany(kiosk => kiosk.Acked.Where(tap => !journal.Has(kiosk.Kiosk.Kiosk, tap.Key)).Select(tap => tap.Value)).ToList();
        double rpo = lost.Count == 0 ? 0 : Stopwatch.GetElapsedTime(lost.Min(), lostAt).TotalSeconds;
        string figures = string.Create(CultureInfo.InvariantCulture,
            $"{Events} events and about 500 taps/s: backup {took:F0} s with both checks, PUBACK p50 {before[0]:F1} → {during[0]:F1} ms, p99 {before[1]:F1} → {during[1]:F1} ms meanwhile; then every {EverySeconds} s; "
            + $"disk lost: restore {restore:F0} s, RTO {rto:F0} s until live, RPO {rpo:F1} s ({lost.Count} taps that kiosks send again or that are named as holes), chain {journal.Chain}");
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(journal.Chain == "ok" && journal.CountedTwice.Count == 0 && rto <= 15 * 60 && rpo <= 60, figures);
    }

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
