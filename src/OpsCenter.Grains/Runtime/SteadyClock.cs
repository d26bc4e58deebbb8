namespace OpsCenter.Grains.Runtime;

/// <summary>
/// Whether the wall clock is to be believed (FT-09). It is not while it stands before 2020, nor, at the start, before the newest fact that the
/// journal holds or more than 45 days after it, nor after a step of more than two seconds. After a step it is believed again when it was set
/// back, or when it has run steadily for ten minutes since and the step was of two days at most: a machine that slept, a clock that was set
/// right. A longer step, or a longer rest, is for a person to judge, who starts the server anew and says that the clock is right.
/// </summary>
/// <remarks>The loop alone looks, each turn; anyone may ask for the last verdict. It fires no rule while the clock is not believed: a day that has not come closes no venue, begins no day and destroys no key.</remarks>
/// <param name="time">The wall clock and the monotonic one that it is held against.</param>
public sealed class SteadyClock(TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestAccepted = TimeSpan.FromDays(2);

    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(45);

    private DateTimeOffset _latest = DateTimeOffset.MaxValue; // until it was met once
    private DateTimeOffset _earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private (DateTimeOffset Wall, long Monotonic) _last = (time.GetUtcNow(), time.GetTimestamp());
    private TimeSpan _astray;
    private long _steppedAt;
    private volatile bool _isSane = true;

    /// <summary>False as long as the clock is not to be believed; as of the last <see cref="Look"/>.</summary>
    public bool IsSane => _isSane;

    /// <summary>Tells what the clock must not stand before, nor far behind; once, before the loop begins.</summary>
    /// <param name="newest">When the newest fact was heard.</param>
    public void StartAfter(DateTimeOffset newest)
    {
        if (newest - Tolerance > _earliest) _earliest = newest - Tolerance;
        _latest = newest + LongestRest;
    }

    /// <summary>Compares both clocks since the last look. Small steps are the daily slewing of a disciplined clock and are let pass.</summary>
    /// <returns>Whether the clock is to be believed now.</returns>
    public bool Look()
    {
        var (wall, monotonic) = (time.GetUtcNow(), time.GetTimestamp());
        var step = wall - _last.Wall - time.GetElapsedTime(_last.Monotonic, monotonic);
        bool wasOutside = !IsWithin(_last.Wall), isWithin = IsWithin(wall);
        _last = (wall, monotonic);
        if (step.Duration() > Tolerance) (_astray, _steppedAt) = (wasOutside && isWithin ? TimeSpan.Zero : _astray + step, monotonic);
        else if (_astray != default && _astray.Duration() <= LongestAccepted && time.GetElapsedTime(_steppedAt, monotonic) >= Steady) _astray = default;
        if (isWithin) _latest = DateTimeOffset.MaxValue; // a server may run for years
        return _isSane = isWithin && _astray.Duration() <= Tolerance;
    }

    private bool IsWithin(DateTimeOffset wall) => wall >= _earliest && wall <= _latest;
}
