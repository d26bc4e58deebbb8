using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Kiosk.Tests.Testing;

namespace OpsCenter.Kiosk.Tests.Outbox;

/// <summary>The spool in memory loses what a memory card loses, and nothing else.</summary>
public sealed class CuttingThePower
{
    private readonly MemorySpool _spool = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task What_was_stored_is_there_and_what_was_deleted_may_come_back(bool back)
    {
        var outbox = Open();
        await outbox.AppendAsync(3);
        outbox.Delete(Drafts.ReceiptOf(outbox, 2));
        _spool.Crash(() => back);
        Assert.Equal(back ? [1, 2, 3] : [3], Open().Seqs());
        Assert.Equal(3, Open().Status.LastSeq);
    }

    [Fact]
    public async Task A_deletion_that_a_later_tap_synced_does_not_come_back()
    {
        var outbox = Open();
        await outbox.AppendAsync(2);
        outbox.Delete(Drafts.ReceiptOf(outbox, 1));
        await outbox.AppendAsync(1);
        _spool.Crash(() => true);
        Assert.Equal([2, 3], Open().Seqs());
    }

    [Theory, InlineData(FaultPoint.BeforeOutboxCommit, true, 2), InlineData(FaultPoint.BeforeOutboxCommit, false, 1), InlineData(FaultPoint.AfterOutboxCommit, false, 2)]
    public async Task A_kill_in_the_middle_of_a_tap_leaves_it_whole_or_not_at_all(FaultPoint point, bool survives, int held)
    {
        await Open().AppendAsync(1);
        await Assert.ThrowsAsync<OperationCanceledException>(() => Open(point).AppendAsync(1));
        _spool.Crash(() => survives);
        var again = Open();
        Assert.Equal((held, held), (again.Status.Count, again.Status.LastSeq));
    }

    private MemoryOutbox Open(FaultPoint? dieAt = null) =>
        new(Drafts.Options() with { Faults = point => { if (point == dieAt) throw new OperationCanceledException(); } }, _spool);
}
