using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Topics;

namespace OpsCenter.KioskProtocol.Tests;

public sealed class Topics
{
    [Theory]
    [InlineData("ops/v1/370600/k-0001/up", KioskChannel.Up, true)]
    [InlineData("ops/v1/370600/k-0001/state", KioskChannel.State, true)]
    [InlineData("ops/v1/370600/k-0001/ask", KioskChannel.Ask, true)]
    [InlineData("ops/v1/370600/k-0001/receipt", KioskChannel.Receipt, false)]
    [InlineData("ops/v1/370600/k-0001/down", KioskChannel.Down, false)]
    public void A_kiosks_topic_is_read_and_built_back(string text, KioskChannel channel, bool fromKiosk)
    {
        var topic = KioskTopic.Parse(text);
        Assert.Equal(new KioskTopic(UnitCode.Parse("370600"), KioskId.Parse("k-0001"), channel), topic);
        Assert.Equal((text, fromKiosk), (topic.ToString(), topic.IsFromKiosk));
    }

    [Theory]
    [InlineData(null), InlineData(""), InlineData("ops/v1/370600/k-0001"), InlineData("ops/v1/370600/k-0001/up/"), InlineData("/ops/v1/370600/k-0001/up")]
    [InlineData("ops/v2/370600/k-0001/up"), InlineData("ops/v1/370602/k-0001/up"), InlineData("ops/v1/37060/k-0001/up"), InlineData("ops/v1/370600001/k-0001/up")]
    [InlineData("ops/v1/370600/K-0001/up"), InlineData("ops/v1/370600/+/up"), InlineData("ops/v1/370600/#"), InlineData("ops/v1/370600/k-0001/UP")]
    [InlineData("ops/v1/370600/posture/up"), InlineData("OPS/v1/370600/k-0001/up"), InlineData("ops/v1/370600/k1/up")]
    public void Anything_else_is_no_kiosks_topic(string? text) => Assert.False(KioskTopic.TryParse(text, null, out _));

    [Theory, InlineData("ops/v1/370600/posture/370602001001003"), InlineData("ops/v1/370600/posture/370600"), InlineData("ops/v1/370600/posture/v-370602001001-1")]
    public void A_tiles_topic_is_read_and_built_back(string text) => Assert.Equal(text, PostureTopic.Parse(text).ToString());

    [Theory, InlineData("ops/v1/370600/posture/"), InlineData("ops/v1/370600/posture/#"), InlineData("ops/v1/370600/posture/37060/x"), InlineData("ops/v1/370600/posture/+")]
    public void Anything_else_is_no_tiles_topic(string text) => Assert.False(PostureTopic.TryParse(text, null, out _));

    [Fact]
    public void The_filter_of_a_city_takes_its_tiles() => Assert.Equal("ops/v1/370600/posture/#", PostureTopic.FilterOf(UnitCode.Parse("370600")));
}
