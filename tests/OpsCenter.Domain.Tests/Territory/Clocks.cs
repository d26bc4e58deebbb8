using OpsCenter.Domain.Territory;
using OpsCenter.Testing;

namespace OpsCenter.Domain.Tests.Territory;

public sealed class Clocks
{
    private static readonly CityTime Time = TinyCity.Plan().Time;

    [Fact]
    public void A_plain_clock_counts_every_hour() =>
        Assert.Equal(TinyCity.Ten.AddHours(24), Time.Due(new RequestClock("utility", TimeSpan.FromHours(24), false), TinyCity.Ten));

    [Fact]
    public void A_clock_of_working_days_skips_the_weekend_whole()
    {
        var fridayTen = TinyCity.Ten.AddDays(-1);
        Assert.Equal(fridayTen.AddDays(3), Time.Due(new RequestClock("ordinary", TimeSpan.FromDays(1), true), fridayTen));
    }

    [Fact]
    public void A_clock_started_on_a_day_off_begins_with_the_next_working_day() =>
        Assert.Equal(new DateTimeOffset(2026, 11, 24, 0, 0, 0, TimeSpan.FromHours(8)), Time.Due(new RequestClock("ordinary", TimeSpan.FromDays(1), true), TinyCity.Ten));

    [Theory, InlineData(0, 0, 0), InlineData(5, 0, 1), InlineData(1, 1, 2), InlineData(9, 3, 3)]
    public void A_grid_is_judged_by_counts(int open, int overdue, int level) => Assert.Equal(level, new LevelRule(5, 1, 3, 0.5).LevelOf(true, open, overdue, 300));

    [Theory, InlineData(0, 0), InlineData(250, 1), InlineData(500, 2), InlineData(1000, 3)]
    public void A_unit_above_is_judged_by_its_rate(int overdue, int level) => Assert.Equal(level, new LevelRule(5, 1, 3, 0.5).LevelOf(false, 5000, overdue, 1_000_000));
}
