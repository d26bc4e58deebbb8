namespace OpsCenter.Domain.Territory;

/// <summary>The city's time zone and calendar. An adapter reads the zone's rules; the domain only asks.</summary>
public abstract class CityTime
{
    /// <summary>The IANA name of the zone, e.g. <c>Asia/Shanghai</c>.</summary>
    public abstract string Zone { get; }

    /// <summary>The same instant with the city's offset.</summary>
    public abstract DateTimeOffset Local(DateTimeOffset instant);

    /// <summary>The instant at which a local time of a day comes; where a clock change skips it, the first instant after.</summary>
    public abstract DateTimeOffset At(DateOnly day, TimeOnly time);

    /// <summary>Whether people work on that day: weekends, holidays and make-up workdays are the pack's calendar.</summary>
    public abstract bool IsWorkingDay(DateOnly day);

    /// <summary>The city's day at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => DateOnly.FromDateTime(Local(instant).DateTime);

    /// <summary>When a clock started at an instant runs out.</summary>
    /// <param name="clock">The time limit.</param>
    /// <param name="start">When it starts.</param>
    /// <returns>The start plus the limit; for clocks of working days, days off are skipped whole.</returns>
    public DateTimeOffset Due(RequestClock clock, DateTimeOffset start)
    {
        if (!clock.WorkingDays) return start + clock.Limit;
        var left = clock.Limit;
        var at = start;
        while (true)
        {
            var day = DayOf(at);
            var end = At(day.AddDays(1), TimeOnly.MinValue);
            if (IsWorkingDay(day))
            {
                if (at + left <= end) return at + left;
                left -= end - at;
            }
            at = end;
        }
    }
}
