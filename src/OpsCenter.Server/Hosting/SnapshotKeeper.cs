using Microsoft.Extensions.Options;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal;

namespace OpsCenter.Server.Hosting;

/// <summary>
/// Keeps snapshots beside the loop: the loop only hands over references between two batches; a thread of its own writes them, so that
/// neither the loop nor a screen waits for the disk. A snapshot that cannot be kept is told, and tried again when the next is due.
/// </summary>
internal sealed class SnapshotKeeper(Shard shard, IJournal journal, IOptions<SnapshotOptions> options, TimeProvider time, ILogger<SnapshotKeeper> logger) : IDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromSeconds(1);
    private const int TimesAtMost = 3; // EveryFacts, whatever the pause: a start after a kill reads no more than that in few seconds

    private readonly CancellationTokenSource _stopping = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private Thread? _thread;
    private ITimer? _timer;
    private long _keptAt;
    private long _keptTime = time.GetTimestamp();

    /// <summary>Begins, once the shard was restored.</summary>
    /// <param name="keptAt">The position of the snapshot that it was restored from; 0 when from none.</param>
    internal void Begin(long keptAt)
    {
        _keptAt = keptAt;
        _thread = new Thread(Run) { Name = "snapshots", IsBackground = true };
        _thread.Start();
        _timer = time.CreateTimer(_ => _wake.Set(), null, Round, Round);
    }

    /// <summary>Keeps the last one, after the loop has ended: the next start reads no facts.</summary>
    internal void KeepLast()
    {
        End();
        if (journal.Head > _keptAt) TryKeep();
    }

    public void Dispose()
    {
        End();
        _stopping.Dispose();
        _wake.Dispose();
    }

    private void End()
    {
        if (_thread is null) return;
        _timer!.Dispose();
        _stopping.Cancel();
        _wake.Set();
        _thread.Join();
        _thread = null;
    }

    private void Run()
    {
        while (_wake.WaitOne() && !_stopping.IsCancellationRequested)
            if (IsDue()) TryKeep();
    }

    private bool IsDue()
    {
        long facts = journal.Head - _keptAt;
        var pause = time.GetElapsedTime(_keptTime);
        if (facts >= (long)TimesAtMost * options.Value.EveryFacts) return true;
        return facts >= options.Value.EveryFacts ? pause >= options.Value.LeastPause : facts > 0 && pause >= options.Value.LongestPause;
    }

    private void TryKeep()
    {
        try
        {
            var draft = shard.CaptureAsync(_thread is null ? CancellationToken.None : _stopping.Token).GetAwaiter().GetResult();
            long began = time.GetTimestamp();
            int bytes = draft.Save();
            logger.SnapshotKept(draft.Position, bytes, (long)time.GetElapsedTime(began).TotalMilliseconds);
            _keptAt = draft.Position;
        }
        catch (OperationCanceledException)
        {
            return; // the shard stops; the last snapshot is taken when its loop has ended
        }
        catch (IOException exception)
        {
            logger.SnapshotRefused(exception.Message);
        }
        catch (Exception exception)
        {
            logger.SnapshotBroke(exception); // a bug of ours that costs a slower start; the journal is the truth, and the city goes on
        }
        _keptTime = time.GetTimestamp();
    }
}
