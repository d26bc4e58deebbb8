using System.Collections.Concurrent;
using System.Threading.Channels;
using OpsCenter.Domain.City;

namespace OpsCenter.Grains.Runtime;

/// <summary>
/// One territory's loop on one thread (house rule H2): the only thread that touches its grains. Commands wait in one bounded queue;
/// each turn fires what is due, takes what waits, and commits it at once.
/// </summary>
public sealed class Shard : IDisposable
{
    private readonly Channel<Envelope> _inbox;
    private readonly ShardCore _core;
    private readonly TimeProvider _time;
    private readonly ShardOptions _options;
    private readonly Action<Exception> _onFatal;
    private readonly Thread _thread;
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentQueue<Action<ICityView>> _questions = new();
    private readonly AutoResetEvent _wake = new(false);
    private readonly List<Envelope> _batch = [];
    private int _asleep;
    private long _lastAlive;
    private long _lastTurn;

    /// <summary>A shard that is not running yet; <see cref="Start"/> starts its loop.</summary>
    /// <param name="core">What a turn does; restored already.</param>
    /// <param name="options">How it takes its work.</param>
    /// <param name="time">The clock.</param>
    /// <param name="onFatal">Told when the loop cannot go on; the process must end, nothing more is acknowledged.</param>
    public Shard(ShardCore core, ShardOptions options, TimeProvider time, Action<Exception> onFatal)
    {
        (_core, _options, _time, _onFatal) = (core, options, time, onFatal);
        _inbox = Channel.CreateBounded<Envelope>(new BoundedChannelOptions(options.InboxCapacity)
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,
        });
        _thread = new Thread(Loop) { Name = "shard", IsBackground = true };
        _lastAlive = time.GetUtcNow().UtcTicks;
        _lastTurn = time.GetTimestamp();
        Clock = new SteadyClock(time);
    }

    /// <summary>The last instant at which the loop proved alive: a stuck loop ages every frame.</summary>
    public DateTimeOffset LastAlive => new(Volatile.Read(ref _lastAlive), TimeSpan.Zero);

    /// <summary>How long ago the loop last proved alive, by the monotonic clock: a jump of the wall clock is no silence.</summary>
    public TimeSpan Silence => _time.GetElapsedTime(Volatile.Read(ref _lastTurn));

    /// <summary>Whether the wall clock is to be believed; while it is not, no rule fires.</summary>
    public SteadyClock Clock { get; }

    /// <summary>Whether the newest commit was refused for space and none succeeded since.</summary>
    public bool IngestStopped { get; private set; }

    /// <summary>How many commands wait for the loop.</summary>
    public int Waiting => _inbox.Reader.Count;

    /// <summary>Starts the loop.</summary>
    public void Start() => _thread.Start();

    /// <summary>Hands a command to the loop; false when the queue is full, and the sender must wait with <see cref="PostAsync"/>.</summary>
    public bool TryPost(Envelope envelope)
    {
        if (!_inbox.Writer.TryWrite(envelope)) return false;
        WakeIfAsleep();
        return true;
    }

    /// <summary>Hands a command to the loop, waiting while the queue is full.</summary>
    /// <exception cref="ChannelClosedException">The shard is stopping.</exception>
    public async ValueTask PostAsync(Envelope envelope, CancellationToken cancellationToken)
    {
        await _inbox.Writer.WriteAsync(envelope, cancellationToken);
        WakeIfAsleep();
    }

    /// <summary>Asks something of the grains; the loop answers between two batches.</summary>
    /// <param name="question">Looks at the city and returns values or immutable states; it must be brief.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    public Task<T> AskAsync<T>(Func<ICityView, T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _questions.Enqueue(city =>
        {
            try
            {
                answer.TrySetResult(question(city));
            }
            catch (Exception exception)
            {
                answer.TrySetException(exception); // the question's bug goes back to the asker; the loop goes on
            }
        });
        _wake.Set();
        return answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes hold of all grains and folds between two batches, for a snapshot; once the loop has ended, at once.</summary>
    public Task<SnapshotDraft> CaptureAsync(CancellationToken cancellationToken) =>
        _thread.IsAlive ? AskAsync(_ => _core.Capture(), cancellationToken) : Task.FromResult(_core.Capture());

    /// <summary>Takes no new commands, finishes those that wait, and ends the loop.</summary>
    /// <param name="deadline">How long to wait; beyond, what waits is left unacknowledged.</param>
    /// <returns>Whether the loop ended in time.</returns>
    public bool Stop(TimeSpan deadline)
    {
        _inbox.Writer.TryComplete();
        _wake.Set();
        if (!_thread.IsAlive || _thread.Join(deadline)) return true;
        _stopping.Cancel();
        return _thread.Join(deadline);
    }

    /// <summary>Ends the loop at once, if it still runs.</summary>
    public void Dispose()
    {
        _stopping.Cancel();
        _inbox.Writer.TryComplete();
        _wake.Set();
        if (_thread.IsAlive) _thread.Join(TimeSpan.FromSeconds(5));
        _stopping.Dispose();
        _wake.Dispose();
    }

    /// <summary>What the loop does before its first turn. Only the simulation calls it from outside, which drives a shard that was not started.</summary>
    internal void Open()
    {
        var now = _time.GetUtcNow();
        _core.Open(now);
        if (Clock.Look()) _core.RunDue(now);
    }

    /// <summary>One turn of the loop: what is due, then what waits, committed at once. Only the simulation calls it from outside.</summary>
    /// <returns>When it began.</returns>
    internal DateTimeOffset Turn()
    {
        var now = _time.GetUtcNow();
        if (Clock.Look()) _core.RunDue(now);
        while (_batch.Count < _options.MaxBatch && _inbox.Reader.TryRead(out var envelope)) _batch.Add(envelope);
        if (_batch.Count > 0)
        {
            ShardMeter.Batch.Record(_batch.Count);
            _core.RunBatch(_batch);
            _batch.Clear();
        }
        IngestStopped = _core.JournalIsFull;
        Volatile.Write(ref _lastAlive, _time.GetUtcNow().UtcTicks);
        Volatile.Write(ref _lastTurn, _time.GetTimestamp());
        while (_questions.TryDequeue(out var question)) question(_core.City);
        return now;
    }

    private void Loop()
    {
        try
        {
            Open();
            while (!_stopping.IsCancellationRequested)
            {
                var now = Turn();
                if (_inbox.Reader.Completion.IsCompleted) return;
                SleepUntilWork(now);
            }
        }
        catch (Exception exception)
        {
            _inbox.Writer.TryComplete(exception);
            _onFatal(exception);
        }
    }

    /// <summary>
    /// Sleeps until a sender wakes the loop, or a rule is due. The flag goes up before the queue is looked at once more, and senders look
    /// at it after they wrote: one of the two always sees the other. Under load nobody sleeps, and a send costs no system call.
    /// </summary>
    private void SleepUntilWork(DateTimeOffset now)
    {
        Volatile.Write(ref _asleep, 1);
        Thread.MemoryBarrier();
        if (_inbox.Reader.Count == 0 && _questions.IsEmpty && !_inbox.Reader.Completion.IsCompleted) _wake.WaitOne(UntilDue(now));
        Volatile.Write(ref _asleep, 0);
    }

    private void WakeIfAsleep()
    {
        Thread.MemoryBarrier();
        if (Volatile.Read(ref _asleep) == 1) _wake.Set();
    }

    private TimeSpan UntilDue(DateTimeOffset now)
    {
        if (_core.NextDue is not { } due || !Clock.IsSane || _core.JournalIsFull) return _options.LongestSleep;
        var untilDue = due - now;
        return untilDue < TimeSpan.FromMilliseconds(1) ? TimeSpan.FromMilliseconds(1) : untilDue < _options.LongestSleep ? untilDue : _options.LongestSleep;
    }
}
