using System.Diagnostics;
using System.Net;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>FT-06: a disk of 64 MB that somebody else fills.</summary>
public sealed class FullDisk(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The full size is tests/long.sh FT-06. Its figures are for a machine that does nothing else; a small run may meet a busy one.
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(Size.Of("OPSCENTER_HELD") ?? 20);
    private static readonly int Slack = Size.Of("OPSCENTER_HELD") is null ? 6 : 1;

    [Fact]
    public async Task A_disk_that_fills_is_told_at_20_10_and_5_percent_while_the_server_still_serves()
    {
        using var folder = new DataFolder();
        using var room = await SmallDisk.MountAsync(folder.Path);
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path) { Within = room.Enter, FolderOutside = room.SeenFromHere });
        Assert.Contains("\"status\":\"live\"", (await server.HealthReportAsync()).Text, StringComparison.Ordinal);
        foreach (int percent in (int[])[20, 10, 5])
        {
            room.FillUntilBelow(percent);
            var (status, text) = await server.HealthReportAsync();
            Assert.Equal(HttpStatusCode.OK, status);
            Assert.Contains("\"status\":\"live\"", text, StringComparison.Ordinal);
            Assert.Contains($"\"disk-below-{percent}-percent\"", text, StringComparison.Ordinal);
        }
        room.MakeRoom();
        Assert.DoesNotContain("disk-below", (await server.HealthReportAsync()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Health_turns_green_by_itself_when_there_is_room_again_and_nobody_taps()
    {
        using var folder = new DataFolder();
        using var room = await SmallDisk.MountAsync(folder.Path);
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path) { Within = room.Enter, FolderOutside = room.SeenFromHere }.OnFixedPorts().WithoutRates());
        await using (var fleet = new Fleet(server, kiosks: 10, TimeSpan.FromMilliseconds(100)))
            await Eventually.TrueAsync("health turns red and taps are refused", Patience, async () =>
            {
                room.Fill();
                return (await server.HealthReportAsync()).Text.Contains("journal-full", StringComparison.Ordinal);
            });
        room.Fill();
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await server.HealthAsync());
        room.MakeRoom();
        var watch = Stopwatch.StartNew();
        await server.AnswersAsync(HttpStatusCode.OK);
        output.WriteLine($"green {watch.Elapsed.TotalSeconds:F1} s after there was room, with nobody tapping");
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30)); // the ballast is made anew every 5 s
    }

    [Fact]
    public async Task A_full_disk_is_told_on_screens_acknowledges_nothing_it_did_not_keep_and_goes_on_when_there_is_room()
    {
        using var folder = new DataFolder();
        using var room = await SmallDisk.MountAsync(folder.Path);
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path) { Within = room.Enter, FolderOutside = room.SeenFromHere }.OnFixedPorts().WithoutRates());
        await using var screen = await ScreenProbe.WatchAsync(server);
        await using var fleet = new Fleet(server, kiosks: 50, TimeSpan.FromMilliseconds(400)); // 4 taps each: 500/s
        await Eventually.TrueAsync("the load flows", Patience, () => Task.FromResult(fleet.AcknowledgedCount > 500));
        await Eventually.TrueAsync("the ballast is taken", Patience, () =>
        {
            room.Fill(); // what the server frees for itself is taken too
            return Task.FromResult(!File.Exists(Path.Combine(room.SeenFromHere, "ballast")));
        });
        long full = Stopwatch.GetTimestamp();
        await server.AnswersAsync(HttpStatusCode.ServiceUnavailable);
        var red = Stopwatch.GetElapsedTime(full);
        room.Fill();
        var told = await screen.SaysAsync("ingest-stopped", full, Patience);
        var (growth, acknowledged) = await HoldAsync(server, room, fleet);

        long freed = Stopwatch.GetTimestamp();
        room.MakeRoom();
        long before = fleet.AcknowledgedCount;
        await Eventually.TrueAsync("taps are taken again", Patience, () => Task.FromResult(fleet.AcknowledgedCount > before + 50));
        var resumed = Stopwatch.GetElapsedTime(freed);
        await server.AnswersAsync(HttpStatusCode.OK);
        await screen.SaysAsync("ok", freed, Patience);
        await fleet.DrainAsync(Patience);

        var reckoning = fleet.Reckon(await VerifyOutput.OfProgramAsync(folder.Path, room.Enter));
        string figures = Results.Line(FormattableString.Invariant(
            $"64 MB full for {Held.TotalSeconds:F0} s at 500 taps/s: red {red.TotalSeconds:F1} s after it, screens told {told.TotalSeconds:F1} s, {acknowledged} PUBACKs meanwhile (all of them in the journal), RSS +{growth / 1e6:F0} MB, taps taken {resumed.TotalSeconds:F1} s after there was room"), reckoning, 0);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.True(growth <= 100_000_000, figures);
        Assert.InRange(red, TimeSpan.Zero, TimeSpan.FromSeconds(2 * Slack));
        Assert.InRange(told, TimeSpan.Zero, TimeSpan.FromSeconds(5 * Slack));
        Assert.InRange(resumed, TimeSpan.Zero, TimeSpan.FromSeconds(10 * Slack));

        // The negative control: what a full disk took from under a server that had acknowledged it is told by the same reckoning.
        await server.KillAsync();
        Assert.True((await VerifyOutput.OfForgetfulDiskAsync(room.SeenFromHere, fleet.Reckon)).Lost > 0, "Acknowledged taps were cut off the journal, and nobody noticed.");
    }

    // Every byte that comes free is taken again at once.
    private static async Task<(long Growth, long Acknowledged)> HoldAsync(ServerProcess server, SmallDisk room, Fleet fleet)
    {
        long memory = server.ResidentBytes, most = memory, acknowledged = fleet.AcknowledgedCount;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < Held;)
        {
            room.Fill();
            await Task.Delay(100);
            most = Math.Max(most, server.ResidentBytes);
            Assert.True(server.IsRunning, "A full disk ended the server.");
        }
        return (most - memory, fleet.AcknowledgedCount - acknowledged);
    }
}
