using OpsCenter.Domain.Kiosks;
using OpsCenter.Testing;

namespace OpsCenter.Domain.Tests.Kiosks;

public sealed class WhenATapHappened
{
    private static readonly DateTimeOffset Heard = TinyCity.Ten;
    private static readonly BootMark Mark = new("b1", 100_000, Heard.AddSeconds(-20));

    [Fact]
    public void The_monotonic_clock_of_its_boot_decides_whatever_the_wall_clock_says() =>
        Assert.Equal(Heard.AddSeconds(-50), TapTime.Correct(Heard.AddYears(-3), 70_000, Mark, TimeSpan.FromHours(1), Heard).Happened);

    [Fact]
    public void Without_a_state_of_its_boot_the_measured_offset_corrects_it() =>
        Assert.Equal(Heard.AddMinutes(-5), TapTime.Correct(Heard.AddMinutes(-65), 70_000, null, TimeSpan.FromHours(1), Heard).Happened);

    [Fact]
    public void Without_either_the_kiosks_clock_stands() =>
        Assert.Equal(Heard.AddMinutes(-65), TapTime.Correct(Heard.AddMinutes(-65), null, null, null, Heard).Happened);

    [Fact]
    public void It_is_never_later_than_heard() => Assert.Equal(Heard, TapTime.Correct(Heard.AddHours(1), null, null, null, Heard).Happened);

    [Fact]
    public void A_time_before_2020_becomes_heard_and_is_flagged() =>
        Assert.Equal(new HappenedAt(Heard, true), TapTime.Correct(DateTimeOffset.UnixEpoch, null, null, null, Heard));

    [Theory, InlineData(long.MaxValue, 0), InlineData(0, 9_007_199_254_740_991), InlineData(9_007_199_254_740_991, 0)]
    public void Clocks_of_hostile_size_break_nothing(long mono, long known) =>
        Assert.InRange(TapTime.Correct(Heard, mono, Mark with { Mono = known }, null, Heard).Happened, TapTime.Earliest, Heard);
}
