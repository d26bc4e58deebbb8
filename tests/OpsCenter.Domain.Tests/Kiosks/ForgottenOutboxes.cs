using System.Globalization;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Tests.Kiosks;

public sealed class ForgottenOutboxes
{
    private static readonly KioskId Kiosk = KioskId.Parse("k-1");
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void However_many_outboxes_a_kiosk_draws_no_more_than_the_limit_are_remembered() =>
        Assert.Equal(KioskState.MaxOutboxes, Drawn(500).Outboxes.Length);

    [Fact]
    public void The_outbox_heard_longest_ago_is_forgotten_but_never_the_reported_one()
    {
        var reporting = KioskState.Fresh(Kiosk) with { Report = KioskReport.Nothing with { Outbox = Outbox(0) } };
        var kiosk = Drawn(KioskState.MaxOutboxes + 1, reporting);
        Assert.Contains(kiosk.Outboxes, sequence => sequence.Outbox == Outbox(0));
        Assert.DoesNotContain(kiosk.Outboxes, sequence => sequence.Outbox == Outbox(1));
    }

    [Fact]
    public void A_tap_that_may_have_been_heard_under_a_forgotten_outbox_is_neither_counted_nor_called_seen() =>
        Assert.Equal(SeqVerdict.Forgotten, Drawn(100).Sequence(Outbox(0)).Judge(1, 1, Noon));

    [Fact]
    public void A_tap_that_happened_since_is_new_whatever_its_outbox()
    {
        var later = Noon.AddHours(100);
        Assert.Equal(SeqVerdict.New, Drawn(100).Sequence(Outbox(0)).Judge(2, 1, later));
        var again = Drawn(100).Hear(Tap(0, 9), later);
        Assert.Equal(SeqVerdict.Forgotten, again.Sequence(Outbox(0)).Judge(1, 1, Noon));
        Assert.Equal(SeqVerdict.Seen, again.Sequence(Outbox(0)).Judge(9, 1, later));
    }

    [Fact]
    public void A_remembered_outbox_stays_sure()
    {
        var kiosk = Drawn(100);
        Assert.Equal(SeqVerdict.Seen, kiosk.Sequence(Outbox(99)).Judge(1, 1, Noon));
        Assert.Equal(SeqVerdict.New, KioskState.Fresh(Kiosk).Sequence(Outbox(0)).Judge(1, 1, default));
    }

    private static KioskState Drawn(int outboxes, KioskState? from = null) => Enumerable.Range(0, outboxes)
        .Aggregate(from ?? KioskState.Fresh(Kiosk), (kiosk, n) => kiosk.Hear(Tap(n, 1), Noon.AddHours(n)));

    private static TapStamp Tap(int outbox, long seq) => new(new TapId(Kiosk, Outbox(outbox), seq), 1);

    private static OutboxId Outbox(int n) => OutboxId.Parse(n.ToString("x8", CultureInfo.InvariantCulture));
}
