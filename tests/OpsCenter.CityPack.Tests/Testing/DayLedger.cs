using System.Globalization;
using OpsCenter.Domain.Territory;

namespace OpsCenter.CityPack.Tests.Testing;

/// <summary>Events in the totals of days, as a city's time cuts them, beside the days of a reckoning written by hand.</summary>
/// <param name="zone">The reckoning.</param>
/// <param name="time">The city's time.</param>
/// <param name="ends">When the city's day ends; default when the next begins.</param>
internal sealed class DayLedger(WrittenZone zone, CityTime time, Func<DateOnly, DateTimeOffset>? ends = null)
{
    internal int Attempted { get; private set; }

    /// <summary>In the total of its own day and of no other.</summary>
    internal int Ok { get; private set; }

    /// <summary>In no day's total.</summary>
    internal int Lost { get; private set; }

    /// <summary>In the totals of two days.</summary>
    internal int Duplicated { get; private set; }

    /// <summary>In the total of another day than its own, or counted on another day than the one whose hours it lies in.</summary>
    internal int Unexpected { get; private set; }

    internal bool IsSound => Attempted > 0 && Ok == Attempted && Lost + Duplicated + Unexpected == 0;

    /// <summary>Enters an event into the total of every day near it whose hours it lies in.</summary>
    internal void Count(DateTimeOffset happened)
    {
        var own = zone.DayOf(happened);
        DateOnly[] totals = [.. Enumerable.Range(-2, 5).Select(own.AddDays).Where(day => time.At(day, TimeOnly.MinValue) <= happened && happened < EndOf(day))];
        Attempted++;
        if (totals.Length == 0) Lost++;
        if (totals.Length > 1) Duplicated++;
        bool isOwn = totals is [var only] && only == own && time.DayOf(happened) == own;
        if (isOwn) Ok++;
        else if (totals.Length == 1) Unexpected++;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{zone.Zone}: attempted {Attempted}, ok {Ok}, lost {Lost}, duplicated {Duplicated}, unexpected {Unexpected}");

    private DateTimeOffset EndOf(DateOnly day) => ends?.Invoke(day) ?? time.At(day.AddDays(1), TimeOnly.MinValue);
}
