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
}
