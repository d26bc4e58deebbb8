using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Kiosk.Tests.Testing;

namespace OpsCenter.Kiosk.Tests.Outbox;

public sealed class KeepingAFleet : IDisposable
{
    private static readonly KioskId A = KioskId.Parse("k-a"), B = KioskId.Parse("k-b");
    private readonly TempFolder _folder = new();
    private int _drawn;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Taps_and_notes_of_one_commit_come_back_together_after_a_restart()
    {
        OutboxId a;
        using (var fleet = Open())
        {
            a = fleet.Of(A).Id;
            Assert.Equal([1L, 1L, 2L], fleet.Commit([(A, Drafts.WalkIn()), (B, Drafts.WalkIn()), (A, Drafts.WalkIn())], [("through", "12:00"), ("gone", "x")]).Select(outcome => outcome.Seq));
            fleet.Commit([], [("gone", null)]);
        }
        using var again = Open();
        Assert.Equal(a, again.Of(A).Id);
        Assert.NotEqual(again.Of(A).Id, again.Of(B).Id);
        Assert.Equal([1L, 2L, 1L], again.Of(A).Seqs().Concat(again.Of(B).Seqs()));
        Assert.Equal(("through", "12:00"), (Assert.Single(again.Notes).Key, again.Notes["through"]));
    }

    [Fact]
    public void What_a_receipt_deleted_stays_deleted_and_its_number_is_not_given_again()
    {
        using (var fleet = Open())
        {
            fleet.Commit([(A, Drafts.WalkIn()), (A, Drafts.WalkIn())], []);
            fleet.Of(A).Delete(Drafts.ReceiptOf(fleet.Of(A), 2));
        }
        using var again = Open();
        Assert.Empty(again.Of(A).Seqs());
        Assert.Equal(3, again.Commit([(A, Drafts.WalkIn())], [])[0].Seq);
    }

    [Fact]
    public void Two_processes_cannot_have_one_fleet()
    {
        using var fleet = Open();
        Assert.Throws<OutboxBrokenException>(Open);
    }

    private OutboxFleet Open() => OutboxFleet.Open(_folder.File("fleet.db"), new OutboxOptions { DrawId = () => OutboxId.Parse($"{++_drawn:x8}") });
}
