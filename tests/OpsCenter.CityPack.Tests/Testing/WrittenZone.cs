using System.Globalization;
using OpsCenter.Domain.Territory;

namespace OpsCenter.CityPack.Tests.Testing;

/// <summary>The local time of a place, written down by hand from its decrees and laws: the reckoning that the city's time is held to.</summary>
/// <param name="Zone">The name of the zone.</param>
/// <param name="Since">The first year that the rules below are right for.</param>
/// <param name="Standard">The offset out of summer time.</param>
/// <param name="Saving">How far clocks are put forward in summer.</param>
/// <param name="Summer">Beginning and end of a year's summer time in UTC, the end before the beginning in the south; null for a year without.</param>
internal sealed record WrittenZone(string Zone, int Since, TimeSpan Standard, TimeSpan Saving, Func<int, (DateTime Begins, DateTime Ends)?> Summer)
{
    /// <summary>China's summer time: forward at 2:00, back at 2:00 of summer time, on these Sundays.</summary>
    internal static IReadOnlyList<(string From, string To)> ChineseSummers { get; } =
    [
        ("1986-05-04", "1986-09-14"), ("1987-04-12", "1987-09-13"), ("1988-04-17", "1988-09-11"),
        ("1989-04-16", "1989-09-17"), ("1990-04-15", "1990-09-16"), ("1991-04-14", "1991-09-15"),
    ];

    internal static IReadOnlyList<WrittenZone> All { get; } =
    [
        new("Asia/Shanghai", 1970, TimeSpan.FromHours(8), TimeSpan.FromHours(1), year => year is < 1986 or > 1991 ? null
            : (Day(ChineseSummers[year - 1986].From).AddHours(2 - 8), Day(ChineseSummers[year - 1986].To).AddHours(2 - 9))),
        // 1:00 UTC both times; the end was the Sunday after the fourth Saturday of October until 1995.
        new("Europe/London", 1986, TimeSpan.Zero, TimeSpan.FromHours(1), year =>
            (Sunday(year, 3, 25).AddHours(1), Sunday(year, 10, year < 1990 ? 23 : year < 1996 ? 22 : 25).AddHours(1))),
        // 2:00 by the clock that ends.
        new("America/New_York", 1987, TimeSpan.FromHours(-5), TimeSpan.FromHours(1), year => year < 2007
            ? (Sunday(year, 4, 1).AddHours(2 + 5), Sunday(year, 10, 25).AddHours(2 + 4))
            : (Sunday(year, 3, 8).AddHours(2 + 5), Sunday(year, 11, 1).AddHours(2 + 4))),
        // Half an hour, 2:00 by the clock that ends.
        new("Australia/Lord_Howe", 2009, TimeSpan.FromHours(10.5), TimeSpan.FromHours(0.5), year =>
            (Sunday(year, 10, 1).AddHours(2 - 10.5), Sunday(year, 4, 1).AddHours(2 - 11))),
    ];

    internal DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(instant.UtcDateTime + OffsetAt(instant.UtcDateTime));

    /// <summary>When a day begins; no clock here is changed at midnight.</summary>
    internal DateTimeOffset Midnight(DateOnly day)
    {
        var local = DateTime.SpecifyKind(day.ToDateTime(TimeOnly.MinValue), DateTimeKind.Utc);
        return new DateTimeOffset(local - OffsetAt(local - Standard));
    }

    /// <summary>The days on which clocks change, by the clock of the place.</summary>
    internal IEnumerable<DateOnly> ChangesOf(int year) => Summer(year) is { } summer
        ? [DayOf(new DateTimeOffset(summer.Begins)), DayOf(new DateTimeOffset(summer.Ends))]
        : [];

    private TimeSpan OffsetAt(DateTime utc)
    {
        if (Summer(utc.Year) is not { } summer) return Standard;
        bool isSummer = summer.Begins < summer.Ends ? utc >= summer.Begins && utc < summer.Ends : utc >= summer.Begins || utc < summer.Ends;
        return isSummer ? Standard + Saving : Standard;
    }

    /// <summary>The first Sunday on or after a day of a month.</summary>
    private static DateTime Sunday(int year, int month, int day)
    {
        var from = new DateTime(year, month, day, 0, 0, 0, DateTimeKind.Utc);
        return from.AddDays((7 - (int)from.DayOfWeek) % 7);
    }

    private static DateTime Day(string text) => DateTime.SpecifyKind(DateTime.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture), DateTimeKind.Utc);
}

/// <summary>A clock that knows no summer: what a city's time would be if it were taken so.</summary>
internal sealed class ClockWithoutSummer(TimeSpan offset) : CityTime
{
    public override string Zone => "none";

    public override DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(offset);

    public override DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), offset);

    public override bool IsWorkingDay(DateOnly day) => true;
}
