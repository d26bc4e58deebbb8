using System.Diagnostics;
using System.Net;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>FT-06, small: a disk of 64 MB that somebody else fills.</summary>
public sealed class FullDisk(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

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
    public async Task A_full_disk_turns_health_red_acknowledges_nothing_it_did_not_keep_and_goes_on_when_there_is_room()
    {
        using var folder = new DataFolder();
        using var room = await SmallDisk.MountAsync(folder.Path);
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path) { Within = room.Enter, FolderOutside = room.SeenFromHere }.OnFixedPorts().WithoutRates());
        await using var fleet = new Fleet(server, kiosks: 50, TimeSpan.FromMilliseconds(100));
        await Eventually.TrueAsync("the load flows", Patience, () => Task.FromResult(fleet.AcknowledgedCount > 500));

        // What the server frees for itself, its ballast, is taken too.
        var filling = Stopwatch.StartNew();
        await Eventually.TrueAsync("health turns red", Patience, async () =>
        {
            room.Fill();
            return await server.HealthAsync() == HttpStatusCode.ServiceUnavailable;
        });
        output.WriteLine($"red after {filling.Elapsed.TotalSeconds:F1} s of filling");
        Assert.True(server.IsRunning);

        room.MakeRoom();
        var watch = Stopwatch.StartNew();
        await server.AnswersAsync(HttpStatusCode.OK);
        long before = fleet.AcknowledgedCount;
        await Eventually.TrueAsync("taps are taken again", Patience, () => Task.FromResult(fleet.AcknowledgedCount > before + 50));
        output.WriteLine($"resumed {watch.Elapsed.TotalSeconds:F1} s after there was room");
        await fleet.DrainAsync(Patience);

        var reckoning = fleet.Reckon(await VerifyOutput.OfAsync(folder.Path, room.Enter));
        output.WriteLine(reckoning.ToString());
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, reckoning.ToString());
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }
}
