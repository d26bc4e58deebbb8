using OpsCenter.Journal.Verification;
using OpsCenter.Server.Verify;

namespace OpsCenter.Server.Tests;

/// <summary>What a person reads of a journal's check.</summary>
public sealed class Verifying
{
    [Fact]
    public void A_sound_journal_is_told_in_a_few_lines()
    {
        var outboxes = Enumerable.Range(0, 2_630).Select(kiosk => new OutboxReport($"k-{kiosk}", "0", 100, kiosk % 2 == 0 ? [(17, 18), (30, 30)] : []));
        string summary = VerifyProgram.Summary(new VerifyReport(1_234_567, 9, 0, VerifyReport.Sound, [.. outboxes], []));
        Assert.StartsWith("The journal is sound.\n  facts        1,234,567\n", summary, StringComparison.Ordinal);
        Assert.Contains("2,630, of which 1,315 with numbers missing (3,945 in all)", summary, StringComparison.Ordinal);
        Assert.True(summary.Split('\n').Length <= 20);
        Assert.EndsWith("\n", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void Damage_says_how_far_it_goes()
    {
        string summary = VerifyProgram.Summary(new VerifyReport(997, 1, 0, "bad at position 6: its CRC does not match", [], []) { Unreadable = [(6, 7), (9, 9)] });
        Assert.Contains("  unreadable   3 facts, the first at position 6; restore the newest backup\n", summary, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_one_says_where()
    {
        string summary = VerifyProgram.Summary(new VerifyReport(5, 1, 0, "position 6: the CRC does not fit", [], ["k-1/0/3"]));
        Assert.StartsWith("The journal is NOT sound.", summary, StringComparison.Ordinal);
        Assert.Contains("position 6: the CRC does not fit", summary, StringComparison.Ordinal);
        Assert.Contains("counted twice: 1 taps, the first k-1/0/3", summary, StringComparison.Ordinal);
    }
}
