using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Sqlite;

/// <summary>How safe a commit is.</summary>
public enum Durability
{
    /// <summary>Every commit is on the disk before it returns: one fsync each.</summary>
    Full,

    /// <summary>No fsync: acknowledged taps die with the power. Only for negative controls, which must show that loss.</summary>
    LosesDataForTests,
}

/// <summary>How a journal is kept in a directory.</summary>
/// <param name="Directory">The directory; made, readable by the owner only, when it is not there.</param>
public sealed record SqliteJournalOptions(string Directory)
{
    /// <summary>The size of the file that is deleted when the disk is full, so that the server can go on.</summary>
    /// <value>0 (no ballast) or more, in bytes; default 256 MB.</value>
    public long BallastBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How safe a commit is.</summary>
    /// <value>Default <see cref="Durability.Full"/>; anything else is for tests that must lose data.</value>
    public Durability Durability { get; init; } = Durability.Full;

    /// <summary>How much of the write-ahead log is written before it is copied into the journal in the background.</summary>
    /// <value>64 KB to 32 MB, both inclusive, in bytes; default 8 MB. The log stays below eight times of it: 64 MB by default.</value>
    public long CheckpointBytes { get; init; } = 8L * 1024 * 1024;

    /// <summary>Called at the journal's, the snapshots' and the keys' named moments, on the thread that is there. Before a commit, an <see cref="IOException"/> from it counts as a failed write, a <see cref="JournalFullException"/> as a full disk.</summary>
    /// <value>Default null: nothing is called.</value>
    public Action<FaultPoint>? Faults { get; init; }

    /// <summary>The clock of the housekeeping that makes the ballast anew.</summary>
    /// <value>Default <see cref="TimeProvider.System"/>.</value>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
