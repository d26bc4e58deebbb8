namespace OpsCenter.Server.Health;

/// <summary>
/// Whether the thread pool still gets round to its work. The shard's loop has a thread of its own and would prove alive while no frame, no
/// acknowledgement and no answer leaves (FT-31). So a thread of its own asks the pool too, and frames and health believe both.
/// </summary>
internal sealed class PoolWatch : IHostedService, IDisposable, IThreadPoolWorkItem
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(250);

    /// <summary>Longer than a busy pool takes, and short enough that health is red within 5 s.</summary>
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    private readonly TimeProvider _time;
    private readonly ILogger<PoolWatch> _logger;
    private readonly Action<IThreadPoolWorkItem> _ask;
    private readonly ManualResetEventSlim _stopping = new(false);
    private readonly Thread _thread;
    private long _answeredAt;
    private long _answeredTicks;
    private int _isAsked;

    /// <param name="time">The clock.</param>
    /// <param name="logger">Where it is told.</param>
    /// <param name="ask">Asks the pool; default the process's own.</param>
    public PoolWatch(TimeProvider time, ILogger<PoolWatch> logger, Action<IThreadPoolWorkItem>? ask = null)
    {
        (_time, _logger, _ask) = (time, logger, ask ?? (question => ThreadPool.UnsafeQueueUserWorkItem(question, preferLocal: false)));
        _thread = new Thread(Ask) { Name = "pool watch", IsBackground = true };
        Execute();
    }

    /// <summary>How long the pool has left a question unanswered; zero while it answers.</summary>
    internal TimeSpan Silence => Volatile.Read(ref _isAsked) == 0 ? TimeSpan.Zero : _time.GetElapsedTime(Volatile.Read(ref _answeredAt));

    /// <summary>Whether it has been silent for longer than any load explains.</summary>
    internal bool IsStuck => Silence > LongestAnswer;

    /// <summary>When it last answered, on the wall clock.</summary>
    internal DateTimeOffset LastAnswer => new(Volatile.Read(ref _answeredTicks), TimeSpan.Zero);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _thread.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping.Set();
        return Task.CompletedTask;
    }

    public void Dispose()
    {
        _stopping.Set();
        if (_thread.IsAlive) _thread.Join();
        _stopping.Dispose();
    }

    /// <summary>The pool's answer.</summary>
    public void Execute()
    {
        Volatile.Write(ref _answeredTicks, _time.GetUtcNow().UtcTicks);
        Volatile.Write(ref _answeredAt, _time.GetTimestamp());
        Volatile.Write(ref _isAsked, 0);
    }

    private void Ask()
    {
        bool isTold = false;
        while (!_stopping.Wait(AskEvery))
        {
            if (Volatile.Read(ref _isAsked) == 0)
            {
                Volatile.Write(ref _answeredAt, _time.GetTimestamp()); // from the asking on
                Volatile.Write(ref _isAsked, 1);
                _ask(this);
            }
            if (IsStuck == isTold) continue;
            isTold = !isTold;
            if (isTold) _logger.PoolStuck(Silence.TotalSeconds);
            else _logger.PoolAnswers();
        }
    }
}
