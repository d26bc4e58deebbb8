using OpsCenter.Journal;
using OpsCenter.Journal.Snapshots;

namespace OpsCenter.Grains.Runtime;

/// <content>Coming back after a start: the newest snapshot that fits, and the facts after it.</content>
public sealed partial class ShardCore
{
    private const string SnapshotName = "shard";

    /// <summary>Brings grains and folds to the journal's head, from a snapshot and the facts after it, or from all facts; both come out the same.</summary>
    /// <exception cref="JournalCorruptException">A record or a link that is read does not check.</exception>
    public RestoreReport Restore()
    {
        List<string> ignored = [];
        long from = TakeOverSnapshot(ignored);
        long read = 0;
        foreach (var chunk in _journal.Read(from).Chunk(MaxTimersPerCommit))
        {
            foreach (var recorded in chunk) _city.Evolve(recorded);
            _city.Keep();
            foreach (var fold in _folds) fold.Apply(chunk);
            read += chunk.Length;
        }
        _timetable.Derive();
        return new RestoreReport(read, from, ignored);
    }

    /// <summary>Takes hold of grains and folds as they are, between two commits: copies of references and of the board's counts.</summary>
    internal SnapshotDraft Capture()
    {
        var parts = Kept().Select(kept => (kept.Section, kept.Capture())).ToList();
        return new SnapshotDraft(_journal.Head, () => SnapshotContent.Write(_city.Plan.Parts.Hash, parts), Save);

        void Save(long position, byte[] content) => _journal.SaveSnapshot(SnapshotName, position, content);
    }

    private long TakeOverSnapshot(List<string> ignored)
    {
        var kept = Kept().ToList();
        foreach (var snapshot in _journal.Snapshots(SnapshotName))
        {
            string? fault = snapshot.Fault ?? SnapshotContent.TakeOver(snapshot.Content, _city.Plan.Parts.Hash, kept);
            if (fault is null) return snapshot.Position;
            ignored.Add($"The snapshot at {snapshot.Position} is left aside: {fault}");
        }
        return 0;
    }

    // The grains first: a fold may look at them when it takes its own part over.
    private IEnumerable<IKept> Kept() => _folds.Select(fold => fold as IKept
        ?? throw new InvalidOperationException($"{fold.GetType().Name} folds the journal and keeps nothing in a snapshot: a start would lose what it counted.")).Prepend(_city);
}

/// <summary>How a start came back.</summary>
/// <param name="Facts">How many facts were read from the journal.</param>
/// <param name="SnapshotAt">The position of the snapshot taken over; 0 when all facts were read.</param>
/// <param name="Ignored">A sentence for each snapshot that was left aside, newest first.</param>
public sealed record RestoreReport(long Facts, long SnapshotAt, IReadOnlyList<string> Ignored);

/// <summary>A snapshot that is taken and not written yet.</summary>
/// <param name="Position">The last position folded into it.</param>
/// <param name="Write">Writes what was taken as bytes.</param>
/// <param name="Keep">Hands position and bytes to the journal.</param>
public sealed record SnapshotDraft(long Position, Func<byte[]> Write, Action<long, byte[]> Keep)
{
    /// <summary>Writes the snapshot durably, on any thread.</summary>
    /// <returns>How many bytes it is.</returns>
    /// <exception cref="IOException">It could not be kept: those before it stand.</exception>
    public int Save()
    {
        byte[] content = Write();
        Keep(Position, content);
        return content.Length;
    }
}
