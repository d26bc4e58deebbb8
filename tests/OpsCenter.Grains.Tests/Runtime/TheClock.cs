using OpsCenter.Grains.Runtime;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests.Runtime;

/// <summary>FT-09: the wall clock jumps by minutes, hours, days, a year, back to 1970.</summary>
public sealed class TheClock
{
    private readonly ManualTime _time = new(TinyCity.Ten);

    public static TheoryData<TimeSpan> Jumps =>
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(1),
        TimeSpan.FromDays(-1), TimeSpan.FromDays(365), DateTimeOffset.UnixEpoch - TinyCity.Ten,
    ];

    [Fact]
    public void A_clock_that_runs_is_sane()
    {
        var watch = new SteadyClock(_time);
        Run(watch, 100);
        Assert.True(watch.IsSane);
    }

    [Theory, MemberData(nameof(Jumps))]
    public void A_clock_that_was_set_is_told_for_as_long_as_it_is_astray(TimeSpan jump)
    {
        var watch = new SteadyClock(_time);
        Run(watch, 5);
        _time.Jump(jump);
        Run(watch, 1);
        Assert.False(watch.IsSane);
        Run(watch, 590);
        Assert.False(watch.IsSane);
        _time.Jump(-jump);
        Run(watch, 1);
        Assert.True(watch.IsSane);
    }

    [Fact]
    public void Two_jumps_that_do_not_cancel_each_other_leave_it_astray()
    {
        var watch = new SteadyClock(_time);
        _time.Jump(TimeSpan.FromHours(1));
        Run(watch, 1);
        _time.Jump(TimeSpan.FromMinutes(-50));
        Run(watch, 1);
        Assert.False(watch.IsSane);
    }

    [Theory, InlineData(8.0, true), InlineData(-0.2, true), InlineData(47.0, true), InlineData(49.0, false), InlineData(24 * 365, false)]
    public void A_step_of_two_days_at_most_is_believed_after_ten_steady_minutes(double hours, bool believed)
    {
        var watch = new SteadyClock(_time);
        _time.Jump(TimeSpan.FromHours(hours));
        Run(watch, 1);
        Assert.False(watch.IsSane);
        Run(watch, 600);
        Assert.Equal(believed, watch.IsSane);
    }

    [Fact]
    public void Slewing_is_no_jump()
    {
        var watch = new SteadyClock(_time);
        for (int second = 0; second < 1_000; second++)
        {
            _time.Jump(TimeSpan.FromMilliseconds(0.5)); // 500 ppm, the most that a disciplined clock is slewed by
            Run(watch, 1);
        }
        Assert.True(watch.IsSane);
    }

    [Fact]
    public void A_start_in_1970_is_told_and_heals_when_the_clock_is_set()
    {
        _time.Jump(DateTimeOffset.UnixEpoch - TinyCity.Ten);
        var watch = new SteadyClock(_time);
        Assert.False(watch.Look());
        Run(watch, 300);
        Assert.False(watch.IsSane);
        _time.Jump(TinyCity.Ten - DateTimeOffset.UnixEpoch);
        Run(watch, 1);
        Assert.True(watch.IsSane);
    }

    [Fact]
    public void A_start_behind_the_newest_fact_is_told_until_the_clock_has_passed_it()
    {
        var watch = new SteadyClock(_time);
        watch.StartAfter(TinyCity.Ten + TimeSpan.FromSeconds(30));
        watch.Look();
        Run(watch, 20);
        Assert.False(watch.IsSane);
        Run(watch, 15);
        Assert.True(watch.IsSane);
    }

    [Fact]
    public void A_start_after_the_newest_fact_is_sane()
    {
        var watch = new SteadyClock(_time);
        watch.StartAfter(TinyCity.Ten - TimeSpan.FromSeconds(30));
        watch.Look();
        Assert.True(watch.IsSane);
    }

    [Theory, InlineData(44, true), InlineData(46, false), InlineData(365, false)]
    public void A_start_long_after_the_newest_fact_is_for_a_person_to_judge(int days, bool believed)
    {
        var watch = new SteadyClock(_time);
        watch.StartAfter(TinyCity.Ten - TimeSpan.FromDays(days));
        Assert.Equal(believed, watch.Look());
        Run(watch, 1_000);
        Assert.Equal(believed, watch.IsSane);
        _time.Jump(TimeSpan.FromDays(-40));
        Run(watch, 1);
        Assert.Equal(days == 46, watch.IsSane); // set right; 44 days back, a step of 40 days is a step like any other
    }

    [Fact]
    public void A_server_that_runs_for_years_stays_sane()
    {
        var watch = new SteadyClock(_time);
        watch.StartAfter(TinyCity.Ten);
        for (int day = 0; day < 400; day++)
        {
            _time.Advance(TimeSpan.FromDays(1));
            Assert.True(watch.Look());
        }
    }

    private void Run(SteadyClock watch, int seconds)
    {
        for (int second = 0; second < seconds; second++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            watch.Look();
        }
    }
}
