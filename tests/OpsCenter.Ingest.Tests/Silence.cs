using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Ingest.Tests.Testing;
using OpsCenter.Testing;

namespace OpsCenter.Ingest.Tests;

/// <summary>Who says nothing for too long is silent; who only sees the server's clock jump is not (FT-09).</summary>
public sealed class Silence
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(5); // a round of the watch

    public static TheoryData<TimeSpan> Jumps =>
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(1),
        TimeSpan.FromDays(-1), TimeSpan.FromDays(365), DateTimeOffset.UnixEpoch - TinyCity.Ten,
    ];

    [Fact]
    public async Task A_kiosk_that_says_nothing_for_95_seconds_is_silent()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        var began = host.Time.GetUtcNow();
        await host.UntilAsync("the kiosk is silent", () => Silenced(host), Step, 40);
        Assert.True(host.Time.GetUtcNow() - began >= TimeSpan.FromSeconds(95));
    }

    [Theory, MemberData(nameof(Jumps))]
    public async Task A_jump_of_the_clock_silences_nobody(TimeSpan jump)
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        host.Time.Jump(jump);
        await PassAsync(host, TimeSpan.FromSeconds(40));
        Assert.False(Silenced(host));
    }

    [Fact]
    public async Task A_clock_set_back_hides_no_silence()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        host.Time.Jump(TimeSpan.FromHours(-1));
        await host.UntilAsync("the kiosk is silent", () => Silenced(host), Step, 40);
    }

    [Fact]
    public async Task A_jump_to_another_day_and_back_begins_no_day_and_counts_on()
    {
        await using var host = await IngestHost.StartAsync();
        await using var kiosk = await host.KioskAsync();
        host.Time.Jump(TimeSpan.FromDays(1));
        await PassAsync(host, TimeSpan.FromSeconds(10));
        host.Time.Jump(TimeSpan.FromDays(-1));
        await PassAsync(host, TimeSpan.FromSeconds(10));
        Assert.Single(host.Facts, recorded => recorded.Event is CityEvent.DayBegan);
    }

    private static async Task PassAsync(IngestHost host, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += Step)
        {
            host.Time.Advance(Step);
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static bool Silenced(IngestHost host) => host.Facts.Any(recorded => recorded.Event is KioskEvent.KioskFellSilent);
}
