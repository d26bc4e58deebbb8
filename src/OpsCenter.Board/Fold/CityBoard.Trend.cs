using OpsCenter.Board.Fold;

namespace OpsCenter.Board;

/// <summary>What happened in a unit in one step of a trend.</summary>
/// <param name="At">When the step begins.</param>
/// <param name="CheckIns">Check-ins that happened in it, whenever they were heard.</param>
/// <param name="Raised">Requests raised in it.</param>
public readonly record struct TrendPoint(DateTimeOffset At, long CheckIns, long Raised);

/// <content>The last two days' trends of the city, its districts and its towns; narrower units and older days are the ledgers'.</content>
public sealed partial class CityBoard
{
    /// <summary>The grain of trends: steps and their bounds are whole multiples of it.</summary>
    public static readonly TimeSpan TrendGrain = TimeSpan.FromMinutes(5);

    /// <summary>How far back from its newest step a trend reaches.</summary>
    public static readonly TimeSpan TrendKept = TrendGrain * TrendRing.Slots;

    /// <summary>Whether the board keeps trends of a unit: the city, a district or a town.</summary>
    /// <param name="unit">A unit's code.</param>
    public bool KeepsTrend(string unit) => _places.TryFind(unit, out int node) && _trends.Keeps(node, _places);

    /// <summary>The same instant with the city's offset, as trends and frames write it.</summary>
    public DateTimeOffset LocalTime(DateTimeOffset instant) => _places.Plan.Time.Local(instant);

    /// <summary>What happened in a unit, step by step.</summary>
    /// <param name="unit">A unit of which <see cref="KeepsTrend"/>.</param>
    /// <param name="from">When the first step begins; on a whole <see cref="TrendGrain"/>.</param>
    /// <param name="to">When the last step ends at the latest.</param>
    /// <param name="step">The length of a step: one or more <see cref="TrendGrain"/>.</param>
    /// <param name="version">The position folded.</param>
    /// <exception cref="UnknownPlaceException">The board keeps no trend of that unit.</exception>
    public IReadOnlyList<TrendPoint> Trend(string unit, DateTimeOffset from, DateTimeOffset to, TimeSpan step, out long version)
    {
        if (!_places.TryFind(unit, out int node) || !_trends.Keeps(node, _places)) throw new UnknownPlaceException(unit);
        ArgumentOutOfRangeException.ThrowIfLessThan(step, TrendGrain);
        List<TrendPoint> points = [];
        lock (_gate)
        {
            version = _version;
            for (var at = from; at < to; at += step)
            {
                var (checkIns, raised) = _trends.Sum(node, at, at + step);
                points.Add(new TrendPoint(_places.Plan.Time.Local(at), checkIns, raised));
            }
        }
        return points;
    }
}
