namespace OpsCenter.Simulation.Tests.Time;

/// <summary>The clocks of one process: a wall clock that may stand wrong and be set, a monotonic one that may drift, and timers that die with the process.</summary>
internal sealed class ProcessClock(Agenda agenda, SimProcess process, DateTimeOffset beginning, double drift = 0) : TimeProvider
{
    /// <summary>The wall clock less the true time.</summary>
    internal TimeSpan Offset { get; set; }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow() => beginning.AddTicks(GetTimestamp()) + Offset;

    public override long GetTimestamp() => agenda.Now + (long)(agenda.Now * drift);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    private sealed class SimTimer(ProcessClock clock, Action rings) : ITimer
    {
        private TimeSpan _period;
        private int _round;
        private Action _fires = () => { };

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            int round = ++_round;
            _period = period;
            _fires = () => Fire(round);
            if (dueTime != Timeout.InfiniteTimeSpan) Enter(dueTime);
            return true;
        }

        public void Dispose() => _round++;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }

        private void Enter(TimeSpan due) => clock.Agenda.After(due / (1 + clock.Drift), _fires);

        private void Fire(int round)
        {
            if (round != _round || !clock.Process.IsAlive) return;
            if (_period > TimeSpan.Zero) Enter(_period);
            clock.Process.Run(rings);
        }
    }

    private Agenda Agenda => agenda;

    private SimProcess Process => process;

    private double Drift => drift;
}
