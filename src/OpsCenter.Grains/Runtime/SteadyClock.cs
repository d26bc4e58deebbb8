namespace OpsCenter.Grains.Runtime;

/// <summary>
/// Whether the wall clock is to be believed (FT-09). It is not while it stands before 2020 or before the newest fact that the journal held
/// at the start, nor after a step of more than two seconds. After a step it is believed again when it was set back, or when it has run
/// steadily for ten minutes since and the step was of two days at most: a machine that slept, a clock that was set right. A longer step is
/// for a person to judge, who starts the server anew.
/// </summary>
/// <remarks>The loop alone looks, each turn; anyone may ask for the last verdict. It fires no rule while the clock is not believed: a day that has not come closes no venue, begins no day and destroys no key.</remarks>
/// <param name="time">The wall clock and the monotonic one that it is held against.</param>
public sealed class SteadyClock(TimeProvider time)
{
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Steady = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan LongestAccepted = TimeSpan.FromDays(2);

    private DateTimeOffset _earliest = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private (DateTimeOffset Wall, long Monotonic) _last = (time.GetUtcNow(), time.GetTimestamp());
    private TimeSpan _astray;
    private long _steppedAt;
    private volatile bool _isSane = true;

    /// <summary>False as long as the clock is not to be believed; as of the last <see cref="Look"/>.</summary>
    public bool IsSane => _isSane;

    /// <summary>Tells what the clock must not stand before; once, before the loop begins.</summary>
    /// <param name="newest">When the newest fact was heard.</param>
    public void NotBefore(DateTimeOffset newest)
    {
        if (newest - Tolerance > _earliest) _earliest = newest - Tolerance;
    }

    /// <summary>Compares both clocks since the last look. Small steps are the daily slewing of a disciplined clock and are let pass.</summary>
    /// <returns>Whether the clock is to be believed now.</returns>
    public bool Look()
    {
        var (wall, monotonic) = (time.GetUtcNow(), time.GetTimestamp());
        var step = wall - _last.Wall - time.GetElapsedTime(_last.Monotonic, monotonic);
        bool wasTooEarly = _last.Wall < _earliest;
        _last = (wall, monotonic);
        if (step.Duration() > Tolerance) (_astray, _steppedAt) = (wasTooEarly && wall >= _earliest ? TimeSpan.Zero : _astray + step, monotonic);
        else if (_astray != default && _astray.Duration() <= LongestAccepted && time.GetElapsedTime(_steppedAt, monotonic) >= Steady) _astray = default;
        return _isSane = wall >= _earliest && _astray.Duration() <= Tolerance;
    }
}
