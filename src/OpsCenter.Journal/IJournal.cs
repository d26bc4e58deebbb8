using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Snapshots;

namespace OpsCenter.Journal;

/// <summary>The truth (house rule H1): every fact in the order in which it was decided. One writer, the shard's loop; any number of readers.</summary>
/// <remarks><see cref="Commit"/> belongs to one thread; the other members may be called from any, at the same time.</remarks>
public interface IJournal : IDisposable
{
    /// <summary>The position of the newest durable fact; 0 when the journal is empty.</summary>
    long Head { get; }

    /// <summary>Makes a batch durable: one transaction, one fsync, one link of the hash chain. All of it, or none.</summary>
    /// <param name="batch">The facts with the positions that follow <see cref="Head"/>, in order, without holes; never empty.</param>
    /// <exception cref="ArgumentException">The batch is empty, or its positions do not follow <see cref="Head"/>; nothing was written.</exception>
    /// <exception cref="JournalFullException">No space: nothing was written, the journal stays usable (house rule H3).</exception>
    /// <exception cref="JournalFailedException">The write or its fsync failed: what is on disk is unknown and the process must end (house rule H3).</exception>
    void Commit(IReadOnlyList<Recorded> batch);

    /// <summary>Reads facts in order, up to the newest durable one, each CRC and each link of the chain checked on the way.</summary>
    /// <param name="after">Facts with a higher position are read; 0 reads all.</param>
    /// <exception cref="JournalCorruptException">A record or a link does not check.</exception>
    IEnumerable<Recorded> Read(long after);

    /// <summary>Keeps a snapshot of a fold, so that a start need not read all. The two newest of each name are kept.</summary>
    /// <param name="name">The fold's name, e.g. <c>shard</c> or <c>board</c>: 1 to 32 characters of <c>a-z 0-9 -</c>.</param>
    /// <param name="position">The last position folded into it; not beyond <see cref="Head"/>.</param>
    /// <param name="content">The fold's own format; kept with a CRC and with the link of the hash chain at its position.</param>
    /// <exception cref="IOException">It could not be kept, e.g. for space: older ones stand, no fact is touched, and the caller may go on.</exception>
    void SaveSnapshot(string name, long position, ReadOnlySpan<byte> content);

    /// <summary>The snapshots kept under a name that are not beyond <see cref="Head"/>, the newest first, each read when it is asked for.</summary>
    /// <remarks>One that is damaged, or that was taken of another journal than this (the link of the hash chain at its position differs), says so.</remarks>
    IEnumerable<Snapshot> Snapshots(string name);
}
