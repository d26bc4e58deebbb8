using System.Globalization;
using NodaTime;
using OpsCenter.Domain.Territory;

namespace OpsCenter.CityPack.Tests;

/// <summary>
/// FT-11: calendars. Midnight under load stands in the simulation and in OpsCenter.Board.Tests (<c>Fold.Tiles</c>, <c>Fold.AgainstTheReference</c>),
/// the second 23:59:60 and 29 February on the wire in OpsCenter.KioskProtocol.Tests (<c>Instants</c>).
/// </summary>
public sealed class EveryInstantHasOneDay
{
    private const int Cases = 10_000;
    private const int Seed = 20_261_121;

    /// <summary>Beginnings and ends of China's summer time, from the decrees: 2:00 on a Sunday.</summary>
    private static readonly (string From, string To)[] Summers =
    [
        ("1986-05-04", "1986-09-14"), ("1987-04-12", "1987-09-13"), ("1988-04-17", "1988-09-11"),
        ("1989-04-16", "1989-09-17"), ("1990-04-15", "1990-09-16"), ("1991-04-14", "1991-09-15"),
    ];

    public static TheoryData<string> Zones => ["Asia/Shanghai", "Europe/London", "America/New_York", "Australia/Lord_Howe"];

    [Theory, MemberData(nameof(Zones))]
    public void An_instant_belongs_to_one_day_and_no_day_overlaps_the_next(string zone)
    {
        var time = In(zone);
        var random = new Random(Seed);
        for (int i = 0; i < Cases; i++)
        {
            var instant = Draw(random);
            var day = time.DayOf(instant);
            var (begins, ends) = (time.At(day, TimeOnly.MinValue), time.At(day.AddDays(1), TimeOnly.MinValue));
            Assert.True(begins <= instant && instant < ends, $"{zone}: {instant:O} is on {day:O}, which lasts from {begins:O} to {ends:O} (seed {Seed}, case {i}).");
            Assert.InRange((ends - begins).TotalHours, 22.9, 25.1);
            Assert.Equal(day, time.DayOf(begins));
            Assert.Equal(day.AddDays(-1), time.DayOf(begins.AddTicks(-1)));
        }
    }

    [Theory, MemberData(nameof(Zones))]
    public void Events_around_every_midnight_add_up_to_what_happened(string zone)
    {
        var time = In(zone);
        var random = new Random(Seed);
        var counted = new Dictionary<DateOnly, int>();
        int happened = 0;
        foreach (int day in Enumerable.Range(0, 500))
        {
            var midnight = time.At(new DateOnly(1986, 1, 1).AddDays(day * 29), TimeOnly.MinValue);
            for (int i = 0; i < 20; i++, happened++)
            {
                var key = time.DayOf(midnight.AddSeconds(random.NextDouble() * 10 - 5));
                counted[key] = counted.GetValueOrDefault(key) + 1;
            }
        }
        Assert.Equal(happened, counted.Values.Sum());
        Assert.InRange(counted.Count, 501, 1_000);
    }

    [Fact]
    public void China_moved_its_clocks_twelve_times_and_each_is_known_to_the_tick()
    {
        var shanghai = In("Asia/Shanghai");
        foreach (var (from, to) in Summers)
        {
            var (begins, ends) = (Utc(from).AddHours(2 - 8), Utc(to).AddHours(2 - 9));
            Assert.Equal([8, 9, 9, 8], new[] { begins.AddTicks(-1), begins, ends.AddTicks(-1), ends }.Select(instant => shanghai.Local(instant).Offset.Hours));
            Assert.Equal(23, (shanghai.At(Day(from).AddDays(1), TimeOnly.MinValue) - shanghai.At(Day(from), TimeOnly.MinValue)).TotalHours);
            Assert.Equal(25, (shanghai.At(Day(to).AddDays(1), TimeOnly.MinValue) - shanghai.At(Day(to), TimeOnly.MinValue)).TotalHours);
        }
        // And never since, nor in the years to come that a plan reaches.
        for (var day = new DateOnly(1992, 1, 1); day.Year < 2060; day = day.AddDays(1)) Assert.Equal(8, shanghai.At(day, new TimeOnly(12, 0)).Offset.Hours);
    }

    [Theory, InlineData(2024, true), InlineData(2026, false), InlineData(2000, true), InlineData(2100, false)]
    public void A_leap_day_is_there_when_it_is_there(int year, bool leaps)
    {
        var shanghai = In("Asia/Shanghai");
        var last = shanghai.DayOf(shanghai.At(new DateOnly(year, 3, 1), TimeOnly.MinValue).AddTicks(-1));
        Assert.Equal(leaps ? 29 : 28, last.Day);
    }

    /// <summary>No rule of the city asks for the number of a week; the days of a week 53 are working days like others.</summary>
    [Fact]
    public void The_days_of_week_53_are_days_like_others()
    {
        var shanghai = In("Asia/Shanghai");
        var monday = ISOWeek.ToDateTime(2026, 53, DayOfWeek.Monday);
        Assert.Equal(new DateOnly(2026, 12, 28), DateOnly.FromDateTime(monday));
        var clock = new RequestClock("ordinary", TimeSpan.FromDays(5), WorkingDays: true);
        Assert.Equal(shanghai.At(new DateOnly(2027, 1, 2), TimeOnly.MinValue), shanghai.Due(clock, shanghai.At(DateOnly.FromDateTime(monday), TimeOnly.MinValue)));
    }

    private static ZonedCityTime In(string zone) => new ZonedCityTime(DateTimeZoneProviders.Tzdb[zone], new Dictionary<DateOnly, bool>());

    private static DateTimeOffset Draw(Random random)
    {
        var instant = new DateTimeOffset(1970, 1, 2, 0, 0, 0, TimeSpan.Zero).AddSeconds(random.NextInt64(0, 90L * 366 * 86_400));
        // Half of them lie within two hours of a change of clocks or of midnight, where the faults are.
        return random.Next(2) == 0 ? instant : new DateTimeOffset(instant.UtcDateTime.Date, TimeSpan.Zero).AddHours(random.Next(24)).AddTicks(random.Next(-2, 3));
    }

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);

    private static DateTimeOffset Utc(string day) => new(Day(day).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
}
