using OpsCenter.Journal;

namespace OpsCenter.Server.Health;

/// <summary>
/// Whether the wall clock is to be believed (FT-09). It is not while it stands before 2020 or before the journal's newest fact of the time of
/// the start, nor, after somebody set it by more than two seconds, until it runs again as it did. A clock that was set right by such a jump is
/// believed again when the server is started anew.
/// </summary>
internal sealed class ClockWatch(TimeProvider time, IJournal journal) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private static readonly DateTimeOffset Year2020 = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private DateTimeOffset _earliest = Year2020;
    private TimeSpan _astray;
    private (DateTimeOffset Wall, long Monotonic) _last;
    private volatile bool _isSane = true;

    /// <summary>False as long as the clock is not to be believed; judged once a second.</summary>
    internal bool IsSane => _isSane;

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        // Before the first fact of this start: it bears the very time that is in doubt.
        foreach (var newest in journal.Read(Math.Max(0, journal.Head - 1)))
            if (newest.Fact.Heard - Tolerance > _earliest) _earliest = newest.Fact.Heard - Tolerance;
        _last = (time.GetUtcNow(), time.GetTimestamp());
        _isSane = _last.Wall >= _earliest;
        return base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) Look();
    }

    /// <summary>Compares both clocks since the last look. Small steps are the daily slewing of a disciplined clock and are let pass.</summary>
    internal void Look()
    {
        var (wall, monotonic) = (time.GetUtcNow(), time.GetTimestamp());
        var step = wall - _last.Wall - time.GetElapsedTime(_last.Monotonic, monotonic);
        bool wasTooEarly = _last.Wall < _earliest;
        _last = (wall, monotonic);
        if (step.Duration() > Tolerance) _astray = wasTooEarly && wall >= _earliest ? TimeSpan.Zero : _astray + step;
        _isSane = wall >= _earliest && _astray.Duration() <= Tolerance;
    }
}
