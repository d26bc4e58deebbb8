using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Catalogue;
using OpsCenter.Journal.Records;
using OpsCenter.Journal.Snapshots;

namespace OpsCenter.Journal.InMemory;

/// <summary>A journal on a <see cref="MemoryDisk"/>: the same bytes, the same checks and the same failures as on a real one, without the waiting.</summary>
/// <remarks>Dispose it and open another on the same disk to restart a process. Belongs to one thread.</remarks>
public sealed class InMemoryJournal : IJournal
{
    private const int KeptSnapshots = 2;
    private readonly EventCatalogue _catalogue = EventCatalogue.Shipped;
    private readonly MemoryDisk _disk;
    private readonly CommitEncoder _encoder;
    private byte[] _hash = new byte[CommitEncoder.HashBytes];
    private bool _failed;

    /// <summary>Opens the journal on a disk; null for a fresh one.</summary>
    public InMemoryJournal(MemoryDisk? disk = null)
    {
        _disk = disk ?? new MemoryDisk();
        _encoder = new CommitEncoder(_catalogue);
        if (_disk.Commits is [.., var newest])
        {
            _hash = newest.Hash;
            Head = newest.First + newest.Count - 1;
        }
    }

    /// <inheritdoc/>
    public long Head { get; private set; }

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<Recorded> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ThrowIfFailed();
        _encoder.Encode(batch, Head, _hash);
        var commit = new StoredCommit(Head + 1, batch.Count, _encoder.Records.ToArray(), _encoder.Hash.ToArray());
        try
        {
            _disk.Write(commit);
        }
        catch (JournalFailedException)
        {
            _failed = true;
            throw;
        }
        _hash = commit.Hash;
        Head += batch.Count;
        _disk.Faults?.Invoke(FaultPoint.AfterCommit);
    }

    /// <inheritdoc/>
    public IEnumerable<Recorded> Read(long after)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ThrowIfFailed();
        return Stream(after);
    }

    /// <inheritdoc/>
    public void SaveSnapshot(string name, long position, ReadOnlySpan<byte> content)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ThrowIfFailed();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Head);
        _disk.Faults?.Invoke(FaultPoint.MidSnapshotWrite);
        _disk.Faults?.Invoke(FaultPoint.BeforeSnapshotRename);
        if (!_disk.Snapshots.TryGetValue(name, out var kept)) _disk.Snapshots[name] = kept = [];
        kept.RemoveAll(snapshot => snapshot.Position == position);
        kept.Add((position, _disk.LinkAt(position), content.ToArray(), Crc32C.Of(content)));
        kept.Sort((left, right) => right.Position.CompareTo(left.Position));
        _disk.Faults?.Invoke(FaultPoint.AfterSnapshotRename);
        if (kept.Count <= KeptSnapshots) return;
        kept.RemoveRange(KeptSnapshots, kept.Count - KeptSnapshots);
        _disk.Faults?.Invoke(FaultPoint.AfterSnapshotDelete);
    }

    /// <inheritdoc/>
    public IEnumerable<Snapshot> Snapshots(string name)
    {
        ThrowIfFailed();
        return _disk.Snapshots.TryGetValue(name, out var kept)
            ? kept.Where(snapshot => snapshot.Position <= Head).Select(snapshot => new Snapshot(snapshot.Position, snapshot.Content, FaultOf(snapshot.Position, snapshot.Link, snapshot.Content, snapshot.Crc)))
                .Select(snapshot => snapshot.Fault is null ? snapshot : snapshot with { Content = default })
            : [];
    }

    /// <summary>The process ends; the disk stays.</summary>
    public void Dispose() => _encoder.Dispose();

    private string? FaultOf(long position, byte[] link, byte[] content, uint crc) =>
        Crc32C.Of(content) != crc ? "it is damaged"
        : !_disk.LinkAt(position).AsSpan().SequenceEqual(link) ? $"it is of another journal: the link at {position} differs"
        : null;

    private IEnumerable<Recorded> Stream(long after)
    {
        using var decoder = new CommitDecoder(_catalogue);
        long first = 1;
        byte[] hash = new byte[CommitEncoder.HashBytes];
        for (int i = 0; i < _disk.Commits.Count; i++)
        {
            var commit = _disk.Commits[i];
            if (commit.First + commit.Count > after + 1)
                foreach (var recorded in decoder.Decode(commit, first, hash))
                    if (recorded.Position > after) yield return recorded;
            (first, hash) = (commit.First + commit.Count, commit.Hash);
        }
    }

    private void ThrowIfFailed()
    {
        if (_failed) throw new JournalFailedException("An earlier write failed: the process must end.");
    }
}
