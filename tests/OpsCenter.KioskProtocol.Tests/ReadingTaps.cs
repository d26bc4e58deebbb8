using System.Text;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Reading;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.KioskProtocol.Tests.Testing;

namespace OpsCenter.KioskProtocol.Tests;

public sealed class ReadingTaps
{
    public static TheoryData<int> Indexes => Golden.Indexes;

    [Theory, MemberData(nameof(Indexes))]
    public void A_tap_is_written_as_the_wire_says(int index) =>
        Assert.Equal(Golden.Taps[index].Text, Encoding.UTF8.GetString(TapWriter.ToBytes(Golden.Taps[index].Tap)));

    [Theory, MemberData(nameof(Indexes))]
    public void A_tap_reads_the_same_however_it_is_chopped(int index)
    {
        var reader = new TapReader();
        foreach (var chopped in Split.Every(Encoding.UTF8.GetBytes(Golden.Taps[index].Text)))
        {
            Assert.True(reader.TryRead(chopped, out var tap, out _));
            Assert.Equal(Golden.Taps[index].Tap, tap);
        }
    }

    [Theory, MemberData(nameof(Indexes))]
    public void A_tap_cut_short_anywhere_is_bad_json_and_has_no_number(int index)
    {
        var whole = Encoding.UTF8.GetBytes(Golden.Taps[index].Text);
        for (int length = 0; length < whole.Length; length++)
        {
            Assert.False(new TapReader().TryRead(whole.AsSpan(0, length), out _, out var fault));
            Assert.Equal(PayloadFault.Of(FaultReason.BadJson), fault);
        }
    }

    [Theory, MemberData(nameof(Indexes))]
    public void Any_byte_changed_gives_a_tap_or_a_fault_with_a_word(int index)
    {
        var whole = Encoding.UTF8.GetBytes(Golden.Taps[index].Text);
        var reader = new TapReader();
        for (int at = 0; at < whole.Length; at++)
        {
            for (int flip = 1; flip < 256; flip++)
            {
                var changed = (byte[])whole.Clone();
                changed[at] ^= (byte)flip;
                if (reader.TryRead(changed, out var tap, out var fault)) Assert.InRange(tap.Seq, 1, TapId.MaxSeq);
                else Assert.Matches("^[a-z-]+$", fault.Reason);
            }
        }
    }

    [Theory]
    [InlineData("""{"data":{"purpose":"duty"},"type":"check-in","at":"2026-11-21T08:00:00Z","seq":7}""")]
    [InlineData("""{"seq":7,"at":"2026-11-21T08:00:00Z","type":"check-in","data":{"purpose":"duty"},"later":{"a":[1,{"b":2}],"c":null}}""")]
    [InlineData("""{"seq":7,"at":"2026-11-21T08:00:00Z","type":"check-in","data":{"purpose":"duty","score":"ignored here","colour":[{}]}}""")]
    [InlineData("""{"seq":7,"at":"2026-11-21T08:00:00Z","type":"check-in","data":{"purpose":"duty","card":null,"ref":null},"outbox":null,"boot":null,"mono":null}""")]
    [InlineData("""{"seq":7,"at":"2026-11-21T08:00:00Z","type":"check-in","data":{"purpose":"duty","ref":""}}""")]
    [InlineData("""{"seq":7,"at":"2026-11-21t08:00:00z","type":"check-in","data":{"purpose":"duty"},"boot":"only the half of it, so it counts not"}""", "bad-boot")]
    [InlineData("""{"seq":7,"at":"2026-11-21T08:00:00Z","type":"check\u002din","data":{"purpos\u0065":"d\u0075ty"}}""")]
    [InlineData("  {\"seq\" : 7 ,\n\t\"at\":\"2026-11-21T08:00:00Z\",\"type\":\"check-in\",\"data\":{\"purpose\":\"duty\"}}\r\n ")]
    public void Order_white_space_escapes_and_unknown_members_change_nothing(string text, string? reason = null)
    {
        bool read = new TapReader().TryRead(Encoding.UTF8.GetBytes(text), out var tap, out var fault);
        Assert.Equal(reason, fault.Reason);
        if (read) Assert.Equal(new Tap(OutboxId.Default, 7, new DateTimeOffset(2026, 11, 21, 8, 0, 0, TimeSpan.Zero), null, new TapContent.CheckIn(null, Purpose.Duty, null)), tap);
    }

    [Fact]
    public void Cards_and_words_never_print_themselves()
    {
        string printed = string.Concat(Golden.Taps.Select(golden => golden.Tap.ToString()));
        Assert.DoesNotContain("0123456789abcdef", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("漏水", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("post-7", printed, StringComparison.Ordinal);
        Assert.DoesNotContain("6000000", printed, StringComparison.Ordinal);
    }

    [Fact]
    public void Taps_of_one_kiosk_share_the_ids_they_repeat()
    {
        var reader = new TapReader();
        var bytes = Encoding.UTF8.GetBytes(Golden.Taps[0].Text);
        Assert.True(reader.TryRead(bytes, out var first, out _) & reader.TryRead(bytes, out var second, out _));
        Assert.Same(first!.Since!.Value.Boot, second!.Since!.Value.Boot);
    }

    [Fact]
    public void A_check_in_is_read_without_any_garbage_but_itself()
    {
        var reader = new TapReader();
        var bytes = Encoding.UTF8.GetBytes(Golden.Taps[0].Text.Replace(",\"ref\":\"post-7\"", "", StringComparison.Ordinal));
        for (int i = 0; i < 100; i++) reader.TryRead(bytes, out _, out _);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 1000; i++) reader.TryRead(bytes, out _, out _);
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / 1000, 0, 192);
    }
}
