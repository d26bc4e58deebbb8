using System.Globalization;
using NodaTime;
using OpsCenter.CityPack.Tests.Testing;
using OpsCenter.Domain.Territory;

namespace OpsCenter.CityPack.Tests;

/// <summary>
/// FT-11: calendars. Midnight under load stands in the simulation and in OpsCenter.Board.Tests (<c>Fold.Tiles</c>, <c>Fold.AgainstTheReference</c>),
/// the second 23:59:60 and 29 February on the wire in OpsCenter.KioskProtocol.Tests (<c>Instants</c>).
/// </summary>
public sealed class EveryInstantHasOneDay(ITestOutputHelper output)
{
    private const int Cases = 10_000;
    private const int Seed = 20_261_121;

    public static TheoryData<string> Zones => [.. WrittenZone.All.Select(zone => zone.Zone)];

    [Theory, MemberData(nameof(Zones))]
    public void An_instant_belongs_to_one_day_and_no_day_overlaps_the_next(string zone)
    {
        var (time, written) = (In(zone), Written(zone));
        var random = new Random(Seed);
        for (int i = 0; i < Cases; i++)
        {
            var instant = Draw(random);
            var day = time.DayOf(instant);
            if (instant.Year >= written.Since) Assert.Equal(written.DayOf(instant), day);
            var (begins, ends) = (time.At(day, TimeOnly.MinValue), time.At(day.AddDays(1), TimeOnly.MinValue));
            Assert.True(begins <= instant && instant < ends, $"{zone}: {instant:O} is on {day:O}, which lasts from {begins:O} to {ends:O} (seed {Seed}, case {i}).");
            Assert.InRange((ends - begins).TotalHours, 22.9, 25.1);
            Assert.Equal(day, time.DayOf(begins));
            Assert.Equal(day.AddDays(-1), time.DayOf(begins.AddTicks(-1)));
        }
    }

    [Theory, MemberData(nameof(Zones))]
    public void Events_around_every_midnight_and_every_change_of_clocks_are_in_the_total_of_their_own_day_alone(string zone)
    {
        var ledger = Enter(Written(zone), In(zone));
        output.WriteLine($"{ledger}, seed {Seed}");
        Assert.True(ledger.Attempted >= Cases && ledger.IsSound, ledger.ToString());
    }

    /// <summary>The negative controls: days cut by other clocks are told by the same ledger.</summary>
    [Theory, MemberData(nameof(Zones))]
    public void Days_cut_at_another_midnight_or_without_summer_or_of_24_hours_are_found_out(string zone)
    {
        var written = Written(zone);
        var utc = Enter(written, new ClockWithoutSummer(TimeSpan.Zero)); // London's own midnight in winter
        var withoutSummer = Enter(written, new ClockWithoutSummer(written.Standard));
        var time = In(zone);
        var of24Hours = Enter(written, time, day => time.At(day, TimeOnly.MinValue).AddHours(24));
        output.WriteLine($"negative controls: UTC {utc}; without summer {withoutSummer}; days of 24 hours {of24Hours}; seed {Seed}");
        Assert.True(utc.Unexpected > 100 && withoutSummer.Unexpected > 100, $"{utc}; {withoutSummer}");
        Assert.True(of24Hours is { Lost: > 20, Duplicated: > 20 }, of24Hours.ToString());
    }

    [Fact]
    public void China_moved_its_clocks_twelve_times_and_each_is_known_to_the_tick()
    {
        var shanghai = In("Asia/Shanghai");
        foreach (var (from, to) in WrittenZone.ChineseSummers)
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

    /// <summary>Twenty events within five seconds of each of 500 midnights, and of both ends of every day on which clocks change.</summary>
    private static DayLedger Enter(WrittenZone zone, CityTime time, Func<DateOnly, DateTimeOffset>? ends = null)
    {
        var random = new Random(Seed);
        var ledger = new DayLedger(zone, time, ends);
        var first = new DateOnly(Math.Max(zone.Since, 1986), 1, 1);
        var changes = Enumerable.Range(first.Year, 40).SelectMany(zone.ChangesOf).SelectMany(day => (DateOnly[])[day, day.AddDays(1)]);
        foreach (var day in Enumerable.Range(0, 500).Select(number => first.AddDays(number * 29)).Concat(changes))
            for (int i = 0; i < 20; i++) ledger.Count(zone.Midnight(day).AddSeconds(random.NextDouble() * 10 - 5));
        // And within the hours that a day has more or less than others.
        foreach (var day in Enumerable.Range(first.Year, 40).SelectMany(zone.ChangesOf))
            for (int minutes = -90; minutes <= 90; minutes += 10) ledger.Count(zone.Midnight(day.AddDays(1)).AddMinutes(minutes));
        return ledger;
    }

    private static WrittenZone Written(string zone) => WrittenZone.All.Single(written => written.Zone == zone);

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
