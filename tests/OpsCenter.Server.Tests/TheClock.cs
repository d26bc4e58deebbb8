using OpsCenter.Domain.City;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.InMemory;
using OpsCenter.Server.Health;
using OpsCenter.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>FT-09: the wall clock jumps by minutes, hours, days, a year, back to 1970.</summary>
public sealed class TheClock : IDisposable
{
    private readonly ManualTime _time = new(TinyCity.Ten);
    private readonly InMemoryJournal _journal = new(new MemoryDisk());

    public static TheoryData<TimeSpan> Jumps =>
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(1),
        TimeSpan.FromDays(-1), TimeSpan.FromDays(365), DateTimeOffset.UnixEpoch - TinyCity.Ten,
    ];

    [Fact]
    public async Task A_clock_that_runs_is_sane()
    {
        using var watch = await StartAsync();
        Run(watch, 100);
        Assert.True(watch.IsSane);
    }

    [Theory, MemberData(nameof(Jumps))]
    public async Task A_clock_that_was_set_is_told_for_as_long_as_it_is_astray(TimeSpan jump)
    {
        using var watch = await StartAsync();
        Run(watch, 5);
        _time.Jump(jump);
        Run(watch, 1);
        Assert.False(watch.IsSane);
        Run(watch, 600); // ten minutes later it is no better
        Assert.False(watch.IsSane);
        _time.Jump(-jump);
        Run(watch, 1);
        Assert.True(watch.IsSane);
    }

    [Fact]
    public async Task Two_jumps_that_do_not_cancel_each_other_leave_it_astray()
    {
        using var watch = await StartAsync();
        _time.Jump(TimeSpan.FromHours(1));
        Run(watch, 1);
        _time.Jump(TimeSpan.FromMinutes(-50));
        Run(watch, 1);
        Assert.False(watch.IsSane);
    }

    [Fact]
    public async Task Slewing_is_no_jump()
    {
        using var watch = await StartAsync();
        for (int second = 0; second < 1_000; second++)
        {
            _time.Jump(TimeSpan.FromMilliseconds(0.5)); // 500 ppm, the most that a disciplined clock is slewed by
            Run(watch, 1);
        }
        Assert.True(watch.IsSane);
    }

    [Fact]
    public async Task A_start_in_1970_is_told_and_heals_when_the_clock_is_set()
    {
        _time.Jump(DateTimeOffset.UnixEpoch - TinyCity.Ten);
        using var watch = await StartAsync();
        Assert.False(watch.IsSane);
        Run(watch, 300);
        Assert.False(watch.IsSane);
        _time.Jump(TinyCity.Ten - DateTimeOffset.UnixEpoch);
        Run(watch, 1);
        Assert.True(watch.IsSane);
    }

    [Fact]
    public async Task A_start_behind_the_newest_fact_is_told_until_the_clock_has_passed_it()
    {
        Remember(TinyCity.Ten + TimeSpan.FromSeconds(30));
        using var watch = await StartAsync();
        Run(watch, 20);
        Assert.False(watch.IsSane);
        Run(watch, 15);
        Assert.True(watch.IsSane);
    }

    [Fact]
    public async Task A_start_after_the_newest_fact_is_sane()
    {
        Remember(TinyCity.Ten - TimeSpan.FromSeconds(30));
        using var watch = await StartAsync();
        Assert.True(watch.IsSane);
    }

    public void Dispose() => _journal.Dispose();

    private async Task<ClockWatch> StartAsync()
    {
        var watch = new ClockWatch(_time, _journal);
        await watch.StartAsync(TestContext.Current.CancellationToken);
        return watch;
    }

    private void Run(ClockWatch watch, int seconds)
    {
        for (int second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            watch.Look(); // by hand: the timer's own task runs on a thread of its own
        }
    }

    private void Remember(DateTimeOffset heard) => _journal.Commit(
        [new Recorded(1, 1, new Fact(new CityEvent.DayBegan(TinyCity.City, new DateOnly(2026, 11, 21)), heard, heard, Actor.Server, null))]);
}
