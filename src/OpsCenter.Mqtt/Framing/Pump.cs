namespace OpsCenter.Mqtt.Framing;

/// <summary>The one writer of a connection. Anyone may signal it; it runs once for many signals, writes all there is and flushes once.</summary>
/// <remarks>
/// While the reader works through a buffer it holds the pump, so that the answers to the whole buffer leave together. It runs on the thread
/// pool, or, for a host that keeps all its work on a context of its own, there: the simulation replays a seed that way.
/// </remarks>
internal sealed class Pump(CountingWriter writer, Func<int> writeSome, Action<long, int> sent, Action<Exception?> lost) : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Running = 1;
    private const int Again = 2;

    private readonly TaskCompletionSource _finished = new(SynchronizationContext.Current is null ? TaskCreationOptions.RunContinuationsAsynchronously : TaskCreationOptions.None);
    private int _state;
    private volatile bool _isFinishing;

    /// <summary>Done when the last flush is through, or never will be.</summary>
    internal Task Finished => _finished.Task;

    /// <summary>True once nothing may be written any more.</summary>
    internal bool IsFinished => _finished.Task.IsCompleted;

    internal void Signal()
    {
        while (true)
        {
            switch (Volatile.Read(ref _state))
            {
                case Again:
                    return;
                case Running:
                    if (Interlocked.CompareExchange(ref _state, Again, Running) == Running) return;
                    break;
                default:
                    if (Interlocked.CompareExchange(ref _state, Running, Idle) != Idle) break;
                    if (SynchronizationContext.Current is { } single) single.Post(static pump => ((Pump)pump!).Run(), this);
                    else ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                    return;
            }
        }
    }

    /// <summary>True: nothing is written until <see cref="Release"/>.</summary>
    internal bool TryHold() => Interlocked.CompareExchange(ref _state, Running, Idle) == Idle;

    /// <summary>Writes, on this thread as far as it goes without waiting.</summary>
    internal void Release() => Run();

    /// <summary>One last round of writing, then never again.</summary>
    internal void Finish()
    {
        _isFinishing = true;
        if (TryHold()) Release(); // idle: the last round needs no other thread
        else Signal();
    }

    void IThreadPoolWorkItem.Execute() => Run();

    // Nobody waits for a round and every failure ends in Stop, so there is no task to lose.
    private async void Run()
    {
        do
        {
            Interlocked.Exchange(ref _state, Running); // a full fence: whoever sees the old state has his work seen below
            var isLast = _isFinishing;
            try
            {
                await WriteAndFlushAsync();
            }
            catch (Exception failure)
            {
                Stop(Transport.IsLoss(failure) ? null : failure);
            }
            if (isLast) _finished.TrySetResult();
        }
        while (Interlocked.CompareExchange(ref _state, Idle, Running) != Running);
    }

    private async ValueTask WriteAndFlushAsync()
    {
        while (true)
        {
            var before = writer.Count;
            var packets = writeSome();
            if (writer.Count == before || IsFinished) return;
            var flush = writer.Output.FlushAsync(CancellationToken.None);
            var result = flush.IsCompletedSuccessfully ? flush.Result : await flush;
            sent(writer.Count - before, packets);
            if (!result.IsCompleted && !result.IsCanceled) continue;
            Stop(null);
            return;
        }
    }

    private void Stop(Exception? bug)
    {
        _finished.TrySetResult();
        lost(bug);
    }
}
