using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;
using OpsCenter.Domain.Territory;

namespace OpsCenter.CityPack;

/// <summary>The city's time by the time zone rules that NodaTime carries (tzdb); the machine's own rules are never asked.</summary>
/// <remarks>Thread-safe. The stretch of equal offset used last is kept, so that a hot path costs two comparisons.</remarks>
internal sealed class ZonedCityTime : CityTime
{
    private readonly DateTimeZone _zone;
    private readonly FrozenDictionary<DateOnly, bool> _works;
    private Stretch _last;

    /// <param name="zone">The zone.</param>
    /// <param name="works">The days that differ from the rule Monday to Friday: false for a holiday, true for a make-up workday.</param>
    internal ZonedCityTime(DateTimeZone zone, IReadOnlyDictionary<DateOnly, bool> works)
    {
        _zone = zone;
        _works = works.ToFrozenDictionary();
        _last = Stretch.At(zone, NodaConstants.UnixEpoch);
    }

    public override string Zone => _zone.Id;

    public override DateTimeOffset Local(DateTimeOffset instant)
    {
        long ticks = instant.UtcTicks;
        var stretch = _last;
        if (ticks < stretch.From || ticks >= stretch.To)
        {
            stretch = Stretch.At(_zone, Instant.FromDateTimeOffset(instant));
            _last = stretch;
        }
        return instant.ToOffset(stretch.Offset);
    }

    public override DateTimeOffset At(DateOnly day, TimeOnly time)
    {
        var local = LocalDateTime.FromDateTime(day.ToDateTime(time));
        return _zone.ResolveLocal(local, Resolver).ToDateTimeOffset();
    }

    public override bool IsWorkingDay(DateOnly day) =>
        _works.TryGetValue(day, out bool works) ? works : day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    /// <summary>A time that comes twice means the first; one that is skipped means the first instant after the gap.</summary>
    private static readonly ZoneLocalMappingResolver Resolver = Resolvers.CreateMappingResolver(Resolvers.ReturnEarlier, Resolvers.ReturnStartOfIntervalAfter);

    private sealed record Stretch(long From, long To, TimeSpan Offset)
    {
        internal static Stretch At(DateTimeZone zone, Instant instant)
        {
            var interval = zone.GetZoneInterval(instant);
            long from = interval.HasStart ? interval.Start.ToDateTimeUtc().Ticks : long.MinValue;
            long to = interval.HasEnd ? interval.End.ToDateTimeUtc().Ticks : long.MaxValue;
            return new Stretch(from, to, interval.WallOffset.ToTimeSpan());
        }
    }
}
