using OpsCenter.Domain.Kiosks;
using OpsCenter.Ingest.Tests.Testing;
using OpsCenter.Journal.InMemory;

namespace OpsCenter.Ingest.Tests;

/// <summary>Comings and goings that a full disk refused are told again once it has room.</summary>
public sealed class FullDisk
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5); // a round of the watch

    [Fact]
    public async Task A_kiosk_that_leaves_while_the_disk_is_full_does_not_stay_online()
    {
        var disk = new MemoryDisk();
        await using var host = await IngestHost.StartAsync(disk: disk);
        var kiosk = await host.KioskAsync();
        await host.UntilAsync("the kiosk is online", () => IsOnline(host), Step);
        disk.State = DiskState.Full;
        await kiosk.DisposeAsync();
        await host.UntilAsync("its session ended", () => host.Get<Sessions.KioskDesk>().Live.IsEmpty, TimeSpan.Zero);
        await host.UntilAsync("the refused departure was decided", () => host.Shard.IngestStopped, TimeSpan.Zero);
        disk.State = DiskState.Sound;
        await RoundsAsync(host, () => !IsOnline(host));
        Assert.False(IsOnline(host));
    }

    [Fact]
    public async Task A_kiosk_that_came_while_the_disk_was_full_is_online_once_it_has_room()
    {
        var disk = new MemoryDisk();
        await using var host = await IngestHost.StartAsync(disk: disk);
        disk.State = DiskState.Full;
        await using var kiosk = await host.KioskAsync();
        await host.UntilAsync("the refused arrival was decided", () => host.Shard.IngestStopped, TimeSpan.Zero);
        disk.State = DiskState.Sound;
        await RoundsAsync(host, () => IsOnline(host));
        Assert.True(IsOnline(host));
    }

    [Fact]
    public async Task A_kiosk_that_fell_silent_stays_so_though_its_session_stands()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        await host.UntilAsync("the kiosk is silent", () => host.Facts.Any(recorded => recorded.Event is KioskEvent.KioskFellSilent), Step, 60);
        for (int round = 0; round < 6; round++)
        {
            host.Time.Advance(Step);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
        Assert.False(IsOnline(host));
    }

    /// <summary>At most 15 rounds: in more, a kiosk that says nothing falls silent. Each leaves the threads of a slow machine their time.</summary>
    private static async Task RoundsAsync(IngestHost host, Func<bool> holds)
    {
        for (int round = 0; round < 15 && !holds(); round++)
        {
            host.Time.Advance(Step);
            for (int wait = 0; wait < 20 && !holds(); wait++) await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    private static bool IsOnline(IngestHost host) => host.Facts.Aggregate(false, (online, recorded) => recorded.Event switch
    {
        KioskEvent.KioskCameOnline => true,
        KioskEvent.KioskWentOffline or KioskEvent.KioskFellSilent => false,
        _ => online,
    });
}
