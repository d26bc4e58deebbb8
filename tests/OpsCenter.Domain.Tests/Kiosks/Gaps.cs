using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Tests.Kiosks;

/// <summary>A missing number is awaited while the kiosk says that it still holds it; only gaps count as gaps (wire.md).</summary>
public sealed class Gaps
{
    private static readonly KioskId Kiosk = KioskId.Parse("k-1");

    [Fact]
    public void A_missing_number_of_a_kiosk_that_reports_nothing_is_a_gap() => Assert.Equal(2, Heard(1, 4).CountGaps());

    [Fact]
    public void A_missing_number_that_the_kiosk_still_holds_is_awaited() => Assert.Equal(0, Reporting(Heard(1, 4), heldFrom: 2, lastSeq: 4).CountGaps());

    [Fact]
    public void Of_a_hole_only_the_part_no_longer_held_is_a_gap() => Assert.Equal(3, Reporting(Heard(1, 9), heldFrom: 5, lastSeq: 9).CountGaps());

    [Fact]
    public void Numbers_given_and_no_longer_held_are_a_lost_tail() => Assert.Equal(4, Reporting(Heard(1, 2), heldFrom: 0, lastSeq: 6).CountGaps());

    [Fact]
    public void A_tail_that_is_still_held_is_awaited() => Assert.Equal(0, Reporting(Heard(1, 2), heldFrom: 3, lastSeq: 6).CountGaps());

    /// <summary>Set aside as a jump, the number counts as seen; what lies before it was never given, and a hole among the numbers that were is a gap still.</summary>
    [Fact]
    public void What_a_jump_leaps_over_is_no_gap()
    {
        Assert.Equal(0, Heard(1, 9_007_199_254_740_991).CountGaps());
        Assert.Equal(1, Heard(1, 9_007_199_254_740_991, 2, 4).CountGaps());
        Assert.Equal(0, Reporting(Heard(1, 2), heldFrom: 0, lastSeq: 9_007_199_254_740_991).CountGaps());
        Assert.Equal(OutboxSequence.MaxJump, Heard(1, OutboxSequence.MaxJump + 2).CountGaps());
    }

    [Fact]
    public void A_whole_outbox_of_which_nothing_came_is_a_lost_tail() => Assert.Equal(6, Reporting(KioskState.Fresh(Kiosk), heldFrom: 0, lastSeq: 6).CountGaps());

    [Fact]
    public void What_another_outbox_misses_stays_a_gap()
    {
        var kiosk = Heard(1, 3) with { Report = KioskReport.Nothing with { Outbox = OutboxId.Parse("0123456789abcdef"), HeldFrom = 1, LastSeq = 5 } };
        Assert.Equal(1, kiosk.CountGaps());
    }

    [Fact]
    public void What_is_held_and_was_not_heard_is_awaited() => Assert.Equal(4, Reporting(Heard(1, 4), heldFrom: 2, lastSeq: 6).CountAwaited());

    [Fact]
    public void What_is_held_until_its_receipt_but_was_heard_is_not_awaited() => Assert.Equal(0, Reporting(Heard(1, 2, 3), heldFrom: 2, lastSeq: 3).CountAwaited());

    [Fact]
    public void What_is_no_longer_held_is_not_awaited() => Assert.Equal(2, Reporting(Heard(1), heldFrom: 5, lastSeq: 6).CountAwaited());

    private static KioskState Heard(params long[] numbers) => numbers.Aggregate(
        KioskState.Fresh(Kiosk), (kiosk, seq) => kiosk.Hear(new TapStamp(new TapId(Kiosk, OutboxId.Default, seq), 0), default));

    private static KioskState Reporting(KioskState kiosk, long heldFrom, long lastSeq) =>
        kiosk with { Report = KioskReport.Nothing with { HeldFrom = heldFrom, LastSeq = lastSeq } };
}
