using OpsCenter.Journal.Contract;
using OpsCenter.Journal.InMemory;

namespace OpsCenter.Journal.Tests;

public sealed class InMemoryJournalTests : JournalContract
{
    private readonly MemoryDisk _disk = new();

    protected override IJournal Open() => new InMemoryJournal(_disk);

    protected override void FillTheDisk(bool full) => _disk.State = full ? DiskState.Full : DiskState.Sound;

    protected override void BreakTheDisk() => _disk.State = DiskState.Failing;

    protected override void Clean() => _disk.State = DiskState.Sound;

    [Fact]
    public void A_crash_takes_nothing_that_was_synced_and_all_that_was_not()
    {
        using (var journal = new InMemoryJournal(_disk))
        {
            journal.Commit(Facts.CheckIns(1, 2));
            _disk.SyncsEachCommit = false;
            journal.Commit(Facts.CheckIns(3, 1));
            journal.Commit(Facts.CheckIns(4, 1));
        }
        _disk.Crash(survivors: 1);
        using var again = new InMemoryJournal(_disk);
        Assert.Equal(Facts.CheckIns(1, 3), again.Read(0));
    }

    [Fact]
    public void A_snapshot_of_facts_that_a_crash_took_is_told_from_one_of_this_journal()
    {
        using (var journal = new InMemoryJournal(_disk))
        {
            journal.Commit(Facts.CheckIns(1, 2));
            journal.SaveSnapshot("shard", 2, [2]);
            _disk.SyncsEachCommit = false;
            journal.Commit(Facts.CheckIns(3, 2));
            journal.SaveSnapshot("shard", 4, [4]);
        }
        _disk.Crash();
        using var again = new InMemoryJournal(_disk);
        Assert.Equal([2], again.Snapshots("shard").Select(snapshot => snapshot.Position));
        again.Commit([.. Facts.CheckIns(3, 1)]);
        again.Commit([.. Facts.CheckIns(4, 1)]);
        var snapshots = again.Snapshots("shard").ToList();
        Assert.Contains("another journal", snapshots[0].Fault!, StringComparison.Ordinal);
        Assert.Equal((2, null), (snapshots[1].Position, snapshots[1].Fault));
    }
}
