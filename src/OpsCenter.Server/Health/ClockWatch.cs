namespace OpsCenter.Server.Health;

/// <summary>Compares the wall clock with the monotonic one: when they drift apart by more than two seconds, somebody set the clock (FT-09).</summary>
internal sealed class ClockWatch(TimeProvider time) : BackgroundService
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Suspicion = TimeSpan.FromMinutes(1);

    private long _insaneUntil;

    /// <summary>False for a minute after the clock jumped.</summary>
    internal bool IsSane => time.GetTimestamp() >= Volatile.Read(ref _insaneUntil);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (wall, monotonic) = (time.GetUtcNow(), time.GetTimestamp());
        using var timer = new PeriodicTimer(Round, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var (nowWall, nowMonotonic) = (time.GetUtcNow(), time.GetTimestamp());
            var drift = nowWall - wall - time.GetElapsedTime(monotonic, nowMonotonic);
            (wall, monotonic) = (nowWall, nowMonotonic);
            if (drift.Duration() > Tolerance) Volatile.Write(ref _insaneUntil, nowMonotonic + (long)(Suspicion.TotalSeconds * time.TimestampFrequency));
        }
    }
}
