namespace OpsCenter.Kiosk.Tests.Testing;

/// <summary>A clock that one hand moves.</summary>
internal sealed class HandTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
    private readonly Lock _gate = new();
    private readonly List<HandTimer> _timers = [];
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => Volatile.Read(ref _ticks);

    public override DateTimeOffset GetUtcNow() => Start + TimeSpan.FromTicks(GetTimestamp());

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new HandTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    internal void Advance(TimeSpan by)
    {
        long until = GetTimestamp() + by.Ticks;
        while (true)
        {
            HandTimer? next;
            lock (_gate)
            {
                next = _timers.Where(timer => timer.Due <= until).MinBy(timer => timer.Due);
                Volatile.Write(ref _ticks, next is null ? until : Math.Max(_ticks, next.Due));
                next?.Reschedule();
            }
            if (next is null) return;
            next.Fire();
        }
    }

    private sealed class HandTimer(HandTime time, TimerCallback callback, object? state) : ITimer
    {
        private long _period;

        internal long Due { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                _period = period.Ticks;
                Due = time._ticks + dueTime.Ticks;
                if (dueTime >= TimeSpan.Zero) time._timers.Add(this);
            }
            return true;
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        internal void Reschedule()
        {
            if (_period > 0) Due += _period;
            else time._timers.Remove(this);
        }

        internal void Fire() => callback(state);
    }
}
