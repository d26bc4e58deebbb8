using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Records;

namespace OpsCenter.Journal.InMemory;

/// <summary>What the next commit of an <see cref="InMemoryJournal"/> meets.</summary>
public enum DiskState
{
    /// <summary>All is well.</summary>
    Sound,

    /// <summary>No space: commits are refused, the journal stays usable.</summary>
    Full,

    /// <summary>The next fsync fails: the journal fails for good, and what it wrote last may or may not be there.</summary>
    Failing,
}

/// <summary>A disk for tests and for the simulator: it outlives the journal on it, as a disk outlives a process. Not safe for several threads.</summary>
public sealed class MemoryDisk
{
    private readonly List<StoredCommit> _commits = [];
    private int _synced;

    /// <summary>What the next commit meets.</summary>
    public DiskState State { get; set; }

    /// <summary>Called at the named moments of commits and snapshots; what it throws ends the process there.</summary>
    /// <value>Default null: nothing is called.</value>
    public Action<FaultPoint>? Faults { get; set; }

    /// <summary>Whether each commit is synced before it returns.</summary>
    /// <value>Default true; false is the negative control: a crash then takes what was never synced.</value>
    public bool SyncsEachCommit { get; set; } = true;

    internal IReadOnlyList<StoredCommit> Commits => _commits;

    internal Dictionary<string, List<(long Position, byte[] Link, byte[] Content, uint Crc)>> Snapshots { get; } = new(StringComparer.Ordinal);

    /// <summary>The power goes: what was not synced is gone, newest first.</summary>
    /// <param name="survivors">How many of the commits that were not synced survive, oldest first: 0 to all, as the caller's seed says; default 0.</param>
    public void Crash(int survivors = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(survivors);
        int kept = Math.Min(_synced + survivors, _commits.Count);
        _commits.RemoveRange(kept, _commits.Count - kept);
        _synced = kept;
        State = DiskState.Sound;
    }

    /// <summary>The newest snapshots of each name are no longer as they were written.</summary>
    internal void Rot(int newest, Func<byte[], byte[]> spoil)
    {
        foreach (var kept in Snapshots.Values)
            for (int i = 0; i < Math.Min(newest, kept.Count); i++) kept[i] = kept[i] with { Content = spoil(kept[i].Content) };
    }

    /// <summary>The hash of the commit that holds a position.</summary>
    internal byte[] LinkAt(long position) => _commits.Last(commit => commit.First <= position).Hash;

    internal void Write(StoredCommit commit)
    {
        Faults?.Invoke(FaultPoint.BeforeWrite);
        if (State == DiskState.Full) throw new JournalFullException("The disk is full; the commit was rolled back.");
        _commits.Add(commit);
        Faults?.Invoke(FaultPoint.BeforeCommit);
        if (State == DiskState.Failing) throw new JournalFailedException("The fsync failed: what is on disk is unknown, and the process must end.");
        if (SyncsEachCommit) _synced = _commits.Count;
    }
}
