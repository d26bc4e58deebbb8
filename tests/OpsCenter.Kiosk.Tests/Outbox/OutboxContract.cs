using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Kiosk.Tests.Testing;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Kiosk.Tests.Outbox;

/// <summary>What every outbox must do; run on each adapter.</summary>
public abstract class OutboxContract : IDisposable
{
    private protected TempFolder Folder { get; } = new();

    protected abstract IOutbox Fresh(OutboxOptions options);

    public void Dispose()
    {
        Folder.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Taps_are_numbered_from_1_and_read_in_order()
    {
        using var outbox = Fresh(Drafts.Options());
        await outbox.AppendAsync(3);
        Assert.Equal([1, 2, 3], outbox.Seqs());
        Assert.Equal((3, 1, 3), (outbox.Status.LastSeq, outbox.Status.OldestSeq, outbox.Status.Count));
    }

    [Fact]
    public async Task A_stored_tap_is_the_payload_of_the_wire_with_its_number_and_outbox()
    {
        using var outbox = Fresh(Drafts.Options());
        await outbox.AppendAsync(2);
        Assert.True(new TapReader().TryRead(outbox.Read(1, 2, 1)[0].Payload, out var tap, out _));
        Assert.Equal(new Tap(outbox.Id, 2, Drafts.T0.AddMinutes(1), null, Drafts.WalkIn().Content), tap);
    }

    [Fact]
    public async Task A_receipt_deletes_what_it_covers_and_nothing_else()
    {
        using var outbox = Fresh(Drafts.Options());
        await outbox.AppendAsync(10);
        Assert.Equal(5, outbox.Delete(Drafts.ReceiptOf(outbox, 8, new SeqRange(2, 3), new SeqRange(6, 6))));
        Assert.Equal([2, 3, 6, 9, 10], outbox.Seqs());
        Assert.Equal((10, 2, 5), (outbox.Status.LastSeq, outbox.Status.OldestSeq, outbox.Status.Count));
    }

    [Fact]
    public async Task A_receipt_that_lists_only_some_holes_deletes_nothing_above_them()
    {
        using var outbox = Fresh(Drafts.Options());
        await outbox.AppendAsync(10);
        Assert.Equal(1, outbox.Delete(new Receipt(outbox.Id, 9, [new SeqRange(2, 3)], HasMore: true)));
        Assert.Equal([2, 3, 4, 5, 6, 7, 8, 9, 10], outbox.Seqs());
    }

    [Fact]
    public async Task A_receipt_of_another_outbox_deletes_nothing()
    {
        using var outbox = Fresh(Drafts.Options());
        await outbox.AppendAsync(2);
        Assert.Equal(0, outbox.Delete(new Receipt(default, 2, [], HasMore: false)));
        Assert.Equal([1, 2], outbox.Seqs());
    }

    [Fact]
    public async Task A_number_is_never_given_twice_though_the_highest_tap_is_deleted()
    {
        using var outbox = Fresh(Drafts.Options());
        await outbox.AppendAsync(3);
        outbox.Delete(Drafts.ReceiptOf(outbox, 3));
        Assert.Equal((3, 0, 0, 0L), (outbox.Status.LastSeq, outbox.Status.OldestSeq, outbox.Status.Count, outbox.Status.Bytes));
        await outbox.AppendAsync(1);
        Assert.Equal([4], outbox.Seqs());
    }

    [Fact]
    public async Task A_full_outbox_takes_no_tap_gives_no_number_and_takes_again_when_there_is_room()
    {
        using var outbox = Fresh(Drafts.Options(quota: 64 << 10));
        long stored = 0;
        while ((await outbox.AppendAsync(Drafts.WalkIn(), TestContext.Current.CancellationToken)).IsStored) stored++;
        Assert.Equal(stored, outbox.Status.LastSeq);
        Assert.InRange(outbox.Status.Fill, 0.99, 1);
        outbox.Delete(Drafts.ReceiptOf(outbox, 1));
        Assert.Equal(new AppendOutcome(stored + 1), await outbox.AppendAsync(Drafts.WalkIn(), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Appends_at_once_are_all_stored_and_each_has_a_number_of_its_own()
    {
        using var outbox = Fresh(Drafts.Options());
        var outcomes = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => outbox.AppendAsync(Drafts.WalkIn(i), TestContext.Current.CancellationToken).AsTask()));
        Assert.Equal(Enumerable.Range(1, 500).Select(i => (long)i), outcomes.Select(outcome => outcome.Seq).Order());
        Assert.Equal(500, outbox.Seqs().Length);
    }

    [Fact]
    public async Task A_listener_hears_of_stored_taps()
    {
        using var outbox = Fresh(Drafts.Options());
        var heard = new TaskCompletionSource();
        outbox.Stored = () => heard.TrySetResult();
        await outbox.AppendAsync(1);
        await heard.Task.WaitAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task Reading_goes_on_after_a_number_up_to_a_number_and_at_most_so_many()
    {
        using var outbox = Fresh(Drafts.Options());
        await outbox.AppendAsync(10);
        Assert.Equal([4, 5], outbox.Read(3, 9, 2).Select(entry => entry.Seq));
        Assert.Equal([8, 9], outbox.Read(7, 9, 50).Select(entry => entry.Seq));
        Assert.Empty(outbox.Read(10, long.MaxValue, 50));
    }
}

public sealed class MemoryOutboxTests : OutboxContract
{
    protected override IOutbox Fresh(OutboxOptions options) => new MemoryOutbox(options);
}

public sealed class SqliteOutboxTests : OutboxContract
{
    protected override IOutbox Fresh(OutboxOptions options) => SqliteOutbox.Open(Folder.File("outbox.db"), options);
}

public sealed class FleetOutboxTests : OutboxContract
{
    protected override IOutbox Fresh(OutboxOptions options) => OutboxFleet.Open(Folder.File("fleet.db"), options).Of(OpsCenter.Domain.Vocabulary.KioskId.Parse("k-0001"));
}
