using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox.Native;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>An outbox on disk. Appends that come while one is being synced share the next fsync. No thread of its own.</summary>
public sealed class SqliteOutbox : IOutbox, IThreadPoolWorkItem
{
    private const int MostWaiting = 10_000; // presses during one fsync; beyond, the outbox counts as full
    private readonly Lock _gate = new();    // guards the waiting appends and the figures; never held over I/O
    private readonly Lock _disk = new();    // guards the file
    private readonly OutboxFile _file;
    private readonly long _quota;
    private readonly Action<FaultPoint>? _faults;
    private List<Waiting> _waiting = [];
    private OutboxStatus _status;
    private bool _isWriting, _isDisposed;
    private OutboxBrokenException? _broken;

    private SqliteOutbox(OutboxFile file, OutboxOptions options, string? setAside)
    {
        (_file, _quota, _faults, SetAside) = (file, options.Quota, options.Faults, setAside);
        (int count, long bytes) = file.Weigh();
        _status = new OutboxStatus(file.LastSeq, file.Oldest(), count, bytes, options.Quota);
    }

    /// <inheritdoc/>
    public OutboxId Id => _file.Id;

    /// <summary>The path to which a damaged file was moved when this one was opened; null when there was none. Its taps are not lost, and not sent.</summary>
    public string? SetAside { get; }

    /// <summary>How many taps were found damaged since this was opened. They stay in the file, apart, and are not sent; the server names their numbers as a hole.</summary>
    public int Damaged { get; private set; }

    /// <inheritdoc/>
    public Action? Stored { get; set; }

    /// <inheritdoc/>
    public OutboxStatus Status
    {
        get { lock (_gate) return _status; }
    }

    /// <summary>Opens the outbox at a path, or makes it. A damaged file is moved aside and a new one, with a new id, takes its place: a kiosk never waits for a person.</summary>
    /// <exception cref="OutboxBrokenException">Another process holds it, or the disk fails.</exception>
    public static SqliteOutbox Open(string path, OutboxOptions options)
    {
        try
        {
            try
            {
                return new SqliteOutbox(OutboxFile.Open(path, options.DrawId), options, setAside: null);
            }
            catch (SqliteFailure failure) when (failure.IsCorrupt)
            {
                var id = options.DrawId();
                string aside = $"{path}.damaged-{id}";
                File.Move(path, aside);
                if (File.Exists(path + "-wal")) File.Move(path + "-wal", aside + "-wal");
                return new SqliteOutbox(OutboxFile.Open(path, () => id), options, aside);
            }
        }
        catch (SqliteFailure failure)
        {
            throw new OutboxBrokenException(failure.IsBusy ? $"{path} is in use by another process." : $"{path} cannot be opened.", failure);
        }
    }

    /// <inheritdoc/>
    public ValueTask<AppendOutcome> AppendAsync(TapDraft draft, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var waiting = new Waiting(draft);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (_broken is not null) throw _broken;
            if (_waiting.Count == MostWaiting) return ValueTask.FromResult(AppendOutcome.Full);
            _waiting.Add(waiting);
            if (_isWriting) return new ValueTask<AppendOutcome>(waiting.Done.Task);
            _isWriting = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        return new ValueTask<AppendOutcome>(waiting.Done.Task);
    }

    /// <inheritdoc/>
    public IReadOnlyList<OutboxEntry> Read(long after, long upTo, int most)
    {
        lock (_disk)
        {
            while (true)
            {
                var (sound, damaged) = _file.Read(after, upTo, most);
                if (damaged.Count == 0) return sound;
                _file.SetAside(damaged);
                Damaged += damaged.Count;
                Note(-damaged.Count, -damaged.Sum(entry => (long)entry.Payload.Length));
            }
        }
    }

    /// <inheritdoc/>
    public int Delete(Receipt receipt)
    {
        if (receipt.Outbox != Id) return 0;
        lock (_disk)
        {
            _faults?.Invoke(FaultPoint.BeforeOutboxForget);
            (int count, long bytes) = _file.Delete(receipt);
            if (count > 0) Note(-count, -bytes);
            _faults?.Invoke(FaultPoint.AfterOutboxForget);
            return count;
        }
    }

    /// <summary>Waits for the write that is under way, then closes the file.</summary>
    public void Dispose()
    {
        lock (_gate) _isDisposed = true;
        lock (_disk) _file.Dispose();
    }

    /// <summary>Stores what waits, group after group, until nothing does.</summary>
    void IThreadPoolWorkItem.Execute()
    {
        while (true)
        {
            List<Waiting> group;
            lock (_gate)
            {
                _isWriting = _waiting.Count > 0;
                if (!_isWriting) return;
                (group, _waiting) = (_waiting, []);
            }
            Store(group);
        }
    }

    private void Store(List<Waiting> group)
    {
        var entries = new List<OutboxEntry>(group.Count);
        try
        {
            lock (_disk)
            {
                if (_broken is not null) throw new SqliteFailure(SQLitePCL.raw.SQLITE_IOERR, _broken.Message); // after a failed fsync no later one counts
                long room = _quota - Status.Bytes, next = _file.LastSeq + 1;
                foreach (var waiting in group)
                {
                    var draft = waiting.Draft;
                    byte[] payload = TapWriter.ToBytes(new Tap(Id, next, draft.At, draft.Since, draft.Content));
                    if (payload.Length > room) continue;
                    (waiting.Seq, room) = (next++, room - payload.Length);
                    entries.Add(new OutboxEntry(waiting.Seq, payload));
                }
                if (entries.Count > 0) _file.Append(entries, _faults);
                Note(entries.Count, entries.Sum(entry => (long)entry.Payload.Length));
            }
        }
        catch (SqliteFailure failure) when (failure.IsFull)
        {
            entries.Clear();
            foreach (var waiting in group) waiting.Seq = 0;
        }
        catch (Exception failure) when (failure is SqliteFailure or ObjectDisposedException)
        {
            var broken = new OutboxBrokenException("The outbox could not be written.", failure);
            lock (_gate) _broken = broken;
            foreach (var waiting in group) waiting.Done.SetException(broken);
            return;
        }
        _faults?.Invoke(FaultPoint.AfterOutboxCommit);
        foreach (var waiting in group) waiting.Done.SetResult(new AppendOutcome(waiting.Seq));
        if (entries.Count > 0) Stored?.Invoke();
    }

    private void Note(int count, long bytes)
    {
        long oldest = _file.Oldest();
        lock (_gate) _status = new OutboxStatus(_file.LastSeq, oldest, _status.Count + count, _status.Bytes + bytes, _quota);
    }

    private sealed class Waiting(TapDraft draft)
    {
        internal TapDraft Draft => draft;
        internal TaskCompletionSource<AppendOutcome> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
        internal long Seq { get; set; }
    }
}
