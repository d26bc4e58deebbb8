using OpsCenter.Board.Fold;

namespace OpsCenter.Board;

/// <summary>What happened in a unit in one step of a trend.</summary>
/// <param name="At">When the step begins.</param>
/// <param name="CheckIns">Check-ins that happened in it, whenever they were heard.</param>
/// <param name="Raised">Requests raised in it.</param>
public readonly record struct TrendPoint(DateTimeOffset At, long CheckIns, long Raised);

/// <content>The last two days' trends of every unit and venue; older days are the ledgers'.</content>
public sealed partial class CityBoard
{
    /// <summary>The grain of trends: steps and their bounds are whole multiples of it.</summary>
    public static readonly TimeSpan TrendGrain = TimeSpan.FromMinutes(5);

    /// <summary>How far back from its newest step a trend reaches.</summary>
    public static readonly TimeSpan TrendKept = TrendGrain * TrendRing.Slots;

    /// <summary>The same instant with the city's offset, as trends and frames write it.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset instant) => _places.Plan.Time.Local(instant);

    /// <summary>What happened in a unit or venue, step by step.</summary>
    /// <remarks>Requests belong to the grid where the matter is, so a venue raises none; its tile says the same.</remarks>
    /// <param name="unit">A unit's code or a venue's id.</param>
    /// <param name="from">When the first step begins; on a whole <see cref="TrendGrain"/>.</param>
    /// <param name="to">When the last step ends at the latest.</param>
    /// <param name="step">The length of a step: one or more <see cref="TrendGrain"/>.</param>
    /// <param name="version">The position folded.</param>
    /// <exception cref="UnknownPlaceException">The city has no such unit or venue.</exception>
    public IReadOnlyList<TrendPoint> Trend(string unit, DateTimeOffset from, DateTimeOffset to, TimeSpan step, out long version)
    {
        if (!_places.TryFind(unit, out int node)) throw new UnknownPlaceException(unit);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TrendGrain);
        var series = _trends.SeriesOf(node);
        List<TrendPoint> points = [];
        lock (_gate)
        {
            version = _version;
            for (var at = from; at < to; at += step)
            {
                var (checkIns, raised) = _trends.Sum(series, at, at + step);
                points.Add(new TrendPoint(_places.Plan.Time.Local(at), checkIns, raised));
            }
        }
        return points;
    }
}
