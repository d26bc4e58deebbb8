using System.Text;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Reading;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.KioskProtocol.Tests;

public sealed class RefusingTaps
{
    private const string Head = "\"seq\":7,\"at\":\"2026-11-21T08:00:00Z\"";

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("nonsense")]
    [InlineData("{\"seq\":7,}")]
    [InlineData("{\"seq\":07}")]
    [InlineData("{\"seq\":7,\"mono\":NaN}")]
    [InlineData("{\"seq\":7}{\"seq\":8}")]
    [InlineData("{\"seq\":7} x")]
    [InlineData("{\"seq\":7 /* why */}")]
    [InlineData("\uFEFF{\"seq\":7}")]
    [InlineData("{\"seq\":7,\"x\":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}")]
    [InlineData("{\"seq\":7,\"half\\ud800\":1}")]
    [InlineData("{\"seq\":7,\"at\":\"\\ud800\"}")]
    public void What_is_no_json_is_bad_json(string text) => Refused(text, FaultReason.BadJson, seq: 0);

    [Theory, InlineData("7"), InlineData("[]"), InlineData("null"), InlineData("\"tap\"")]
    public void What_is_no_object_is_refused(string text) => Refused(text, FaultReason.NotAnObject, seq: 0);

    [Theory]
    [InlineData("{" + Head + ",\"x\":1,\"x\":1}")]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":{\"purpose\":\"duty\",\"purpose\":\"duty\"}}")]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":{\"purpose\":\"duty\",\"p\\u0075rpose\":\"duty\"}}")]
    [InlineData("{" + Head + ",\"data\":{\"purpose\":\"duty\",\"purpose\":\"duty\"},\"type\":\"check-in\"}")]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":{\"purpose\":\"duty\"},\"x\":[{\"deep\":{\"y\":1,\"y\":2}}]}")]
    [InlineData("{" + Head + ",\"type\":\"none-such\",\"data\":{\"y\":1,\"y\":2}}")]
    public void A_member_named_twice_at_any_level_is_refused_and_its_number_counts_as_seen(string text) => Refused(text, FaultReason.DuplicateMember, seq: 7);

    [Theory]
    [InlineData("{\"seq\":7,\"seq\":7}")]
    [InlineData("{\"seq\":7,\"s\\u0065q\":8}")]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":{\"purpose\":\"duty\"},\"seq\":8}")]
    [InlineData("{\"outbox\":\"0\"," + "\"seq\":7,\"outbox\":\"0123456789abcdef\"}")]
    public void An_identity_named_twice_is_refused_and_gives_no_number(string text) => Refused(text, FaultReason.DuplicateMember, seq: 0);

    [Fact]
    public void A_number_inside_another_member_is_not_the_taps_own() =>
        Refused("{" + Head + ",\"x\":{\"seq\":8,\"seq\":9}}", FaultReason.DuplicateMember, seq: 7);

    [Theory]
    [InlineData("{\"at\":\"2026-11-21T08:00:00Z\",\"type\":\"check-out\",\"data\":{}}", "missing-seq", 0)]
    [InlineData("{\"seq\":0}", "bad-seq", 0)]
    [InlineData("{\"seq\":-1}", "bad-seq", 0)]
    [InlineData("{\"seq\":1.5}", "bad-seq", 0)]
    [InlineData("{\"seq\":\"7\"}", "bad-seq", 0)]
    [InlineData("{\"seq\":9007199254740992}", "bad-seq", 0)]
    [InlineData("{\"seq\":[7]}", "bad-seq", 0)]
    [InlineData("{\"seq\":7,\"outbox\":\"xyz\"}", "bad-outbox", 0)]
    [InlineData("{\"seq\":7,\"outbox\":\"1234567\"}", "bad-outbox", 0)]
    [InlineData("{\"seq\":7,\"outbox\":7}", "bad-outbox", 0)]
    [InlineData("{\"seq\":7,\"type\":\"check-out\",\"data\":{}}", "missing-at", 7)]
    [InlineData("{\"seq\":7,\"at\":1}", "bad-at", 7)]
    [InlineData("{\"seq\":7,\"at\":\"2026-11-21T08:00:00\"}", "bad-at", 7)]
    [InlineData("{\"seq\":7,\"at\":\"2026-02-29T08:00:00Z\"}", "bad-at", 7)]
    [InlineData("{" + Head + ",\"mono\":-1}", "bad-mono", 7)]
    [InlineData("{" + Head + ",\"data\":{}}", "missing-type", 7)]
    [InlineData("{" + Head + ",\"type\":7,\"data\":{}}", "bad-type", 7)]
    [InlineData("{" + Head + ",\"type\":\"check-up\",\"data\":{}}", "unknown-type", 7)]
    [InlineData("{" + Head + ",\"type\":\"check-in\"}", "missing-data", 7)]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":[]}", "bad-data", 7)]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":{}}", "missing-purpose", 7)]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":{\"purpose\":\"fun\"}}", "bad-purpose", 7)]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":{\"purpose\":\"duty\",\"card\":\"12\"}}", "bad-card", 7)]
    [InlineData("{" + Head + ",\"type\":\"check-in\",\"data\":{\"purpose\":\"duty\",\"ref\":7}}", "bad-ref", 7)]
    [InlineData("{" + Head + ",\"type\":\"request\",\"data\":{\"ticket\":\"12345678\"}}", "missing-kind", 7)]
    [InlineData("{" + Head + ",\"type\":\"request\",\"data\":{\"kind\":\"W\",\"ticket\":\"12345678\"}}", "bad-kind", 7)]
    [InlineData("{" + Head + ",\"type\":\"request\",\"data\":{\"kind\":\"water-leak\"}}", "missing-ticket", 7)]
    [InlineData("{" + Head + ",\"type\":\"request\",\"data\":{\"kind\":\"water-leak\",\"ticket\":\"1234567\"}}", "bad-ticket", 7)]
    [InlineData("{" + Head + ",\"type\":\"request\",\"data\":{\"kind\":\"water-leak\",\"ticket\":\"12345678\",\"grid\":\"370602\"}}", "bad-grid", 7)]
    [InlineData("{" + Head + ",\"type\":\"rating\",\"data\":{\"ticket\":\"12345678\"}}", "missing-solved", 7)]
    [InlineData("{" + Head + ",\"type\":\"rating\",\"data\":{\"ticket\":\"12345678\",\"solved\":1}}", "bad-solved", 7)]
    [InlineData("{" + Head + ",\"type\":\"rating\",\"data\":{\"ticket\":\"12345678\",\"solved\":true,\"score\":6}}", "bad-score", 7)]
    [InlineData("{" + Head + ",\"type\":\"rating\",\"data\":{\"ticket\":\"12345678\",\"solved\":true,\"score\":0}}", "bad-score", 7)]
    [InlineData("{" + Head + ",\"type\":\"void\",\"data\":{}}", "missing-reason", 7)]
    public void A_wrong_member_is_named_and_a_number_that_is_sure_is_told(string text, string reason, long seq) => Refused(text, reason, seq);

    [Fact]
    public void The_first_fault_is_told_and_the_number_even_when_it_stands_behind()
    {
        string text = "{\"type\":\"check-up\",\"data\":{},\"at\":5,\"outbox\":\"ABCDEF012345\",\"seq\":9}";
        Assert.False(new TapReader().TryRead(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(new PayloadFault("unknown-type", OutboxId.Parse("abcdef012345"), 9), fault);
    }

    [Fact]
    public void Invalid_utf8_is_bad_json_even_in_what_is_ignored()
    {
        byte[] text = [.. "{\"seq\":7,\"x\":\""u8, 0xC3, 0x28, .. "\"}"u8];
        Assert.False(new TapReader().TryRead(text, out _, out var fault));
        Assert.Equal(PayloadFault.Of(FaultReason.BadJson), fault);
    }

    [Theory, InlineData(500, true), InlineData(501, false)]
    public void A_text_holds_500_characters_of_any_plane(int count, bool fits)
    {
        string text = string.Concat(Enumerable.Repeat("𠀀", count));
        string payload = "{" + Head + ",\"type\":\"request\",\"data\":{\"kind\":\"water-leak\",\"ticket\":\"12345678\",\"text\":\"" + text + "\"}}";
        Assert.Equal(fits, new TapReader().TryRead(Encoding.UTF8.GetBytes(payload), out _, out var fault));
        Assert.Equal(fits ? null : "bad-text", fault.Reason);
    }

    [Theory, InlineData(64, true), InlineData(65, false)]
    public void A_reference_holds_64_characters_of_any_plane(int count, bool fits)
    {
        string words = string.Concat(Enumerable.Repeat("𠀀", count));
        string payload = "{" + Head + ",\"type\":\"check-in\",\"data\":{\"purpose\":\"duty\",\"ref\":\"" + words + "\"}}";
        Assert.Equal(fits, new TapReader().TryRead(Encoding.UTF8.GetBytes(payload), out var tap, out var fault));
        Assert.Equal(fits ? null : "bad-ref", fault.Reason);
        if (fits) Assert.Equal(words, Assert.IsType<TapContent.CheckIn>(tap!.Content).Ref);
    }

    [Fact]
    public void One_byte_over_16_KiB_is_too_large()
    {
        string tap = "{" + Head + ",\"type\":\"check-out\",\"data\":{}}";
        Assert.True(new TapReader().TryRead(Encoding.UTF8.GetBytes(tap.PadRight(16 * 1024)), out _, out _));
        Refused(tap.PadRight(16 * 1024 + 1), FaultReason.TooLarge, seq: 0);
    }

    private static void Refused(string text, string reason, long seq)
    {
        Assert.False(new TapReader().TryRead(Encoding.UTF8.GetBytes(text), out _, out var fault));
        Assert.Equal(new PayloadFault(reason, OutboxId.Default, seq), fault);
    }
}
