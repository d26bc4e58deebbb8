using NodaTime;
using OpsCenter.Domain.Territory;

namespace OpsCenter.CityPack.Tests;

/// <summary>Local time by the rules that come with the program, working days by the pack's calendar.</summary>
public sealed class TheTimeOfTheCity
{
    private static readonly CityTime Yantai = CityPackLoader.LoadShipped().Time;
    private static readonly RequestClock Ordinary = new("ordinary", TimeSpan.FromDays(7), WorkingDays: true);

    [Fact]
    public void A_day_begins_at_16_00_UTC()
    {
        Assert.Equal("Asia/Shanghai", Yantai.Zone);
        Assert.Equal(new DateOnly(2026, 11, 20), Yantai.DayOf(At("2026-11-20T15:59:59.9999999Z")));
        Assert.Equal(new DateOnly(2026, 11, 21), Yantai.DayOf(At("2026-11-20T16:00:00Z")));
        Assert.Equal(TimeSpan.FromHours(8), Yantai.Local(At("2026-11-20T16:00:00Z")).Offset);
    }

    [Fact]
    public void A_local_time_is_found_as_an_instant() =>
        Assert.Equal(At("2026-11-21T09:30:00Z"), Yantai.At(new DateOnly(2026, 11, 21), new TimeOnly(17, 30)));

    [Theory]
    [InlineData("2026-10-01", false)]
    [InlineData("2026-10-08", true)]
    [InlineData("2026-10-10", true)]
    [InlineData("2026-10-11", false)]
    [InlineData("2026-09-20", true)]
    [InlineData("2026-02-23", false)]
    [InlineData("2026-11-20", true)]
    [InlineData("2027-06-09", false)]
    [InlineData("2031-06-09", true)]
    public void Holidays_and_make_up_workdays_come_from_the_calendar(string day, bool works) =>
        Assert.Equal(works, Yantai.IsWorkingDay(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));

    [Fact]
    public void A_clock_of_working_days_skips_the_holiday_and_counts_the_make_up_day()
    {
        // Raised on Wednesday 30 September at noon. Seven times 24 h: half of the 30th, then 8, 9, 10 (make-up Saturday), 12, 13, 14 and half of the 15th.
        var due = Yantai.Due(Ordinary, At("2026-09-30T04:00:00Z"));
        Assert.Equal(At("2026-10-15T04:00:00Z"), due);
    }

    [Fact]
    public void A_clock_of_hours_runs_through_the_holiday() =>
        Assert.Equal(At("2026-10-01T16:00:00Z"), Yantai.Due(new RequestClock("utilities", TimeSpan.FromHours(24), WorkingDays: false), At("2026-09-30T16:00:00Z")));

    [Fact]
    public void Where_clocks_change_the_offset_follows_and_a_skipped_time_is_the_first_instant_after()
    {
        var berlin = new ZonedCityTime(DateTimeZoneProviders.Tzdb["Europe/Berlin"], new Dictionary<DateOnly, bool>());
        var change = At("2026-03-29T01:00:00Z");
        Assert.Equal(TimeSpan.FromHours(2), berlin.Local(change).Offset);
        Assert.Equal(TimeSpan.FromHours(1), berlin.Local(change.AddTicks(-1)).Offset);
        Assert.Equal(change, berlin.At(new DateOnly(2026, 3, 29), new TimeOnly(2, 30)));
        Assert.Equal(At("2026-10-25T00:30:00Z"), berlin.At(new DateOnly(2026, 10, 25), new TimeOnly(2, 30)));
    }

    [Fact]
    public void Years_in_which_China_moved_its_clocks_are_right_too()
    {
        Assert.Equal(TimeSpan.FromHours(9), Yantai.Local(At("1988-07-01T00:00:00Z")).Offset);
        Assert.Equal(TimeSpan.FromHours(8), Yantai.Local(At("2026-07-01T00:00:00Z")).Offset);
    }

    [Fact]
    public void Asking_many_times_allocates_nothing()
    {
        var instant = At("2026-11-21T00:00:00Z");
        Yantai.DayOf(instant);
        long before = GC.GetAllocatedBytesForCurrentThread();
        int days = 0;
        for (int i = 0; i < 100_000; i++) days += Yantai.DayOf(instant.AddSeconds(i)).Day;
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(days > 0);
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
