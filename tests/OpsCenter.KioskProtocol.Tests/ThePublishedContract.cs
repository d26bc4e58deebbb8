using System.Text.Json.Nodes;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Publishing;
using OpsCenter.KioskProtocol.Topics;

namespace OpsCenter.KioskProtocol.Tests;

public sealed class ThePublishedContract
{
    private static readonly JsonObject Document = AsyncApiDocument.Build(UnitCode.Parse("370600"));

    public static TheoryData<KioskChannel> Channels => [.. Enum.GetValues<KioskChannel>()];

    [Theory, MemberData(nameof(Channels))]
    public void Every_channel_of_a_kiosk_is_published_with_its_topic(KioskChannel channel)
    {
        string address = (string)Document["channels"]![channel.ToString().ToLowerInvariant()]!["address"]!;
        Assert.Equal(new KioskTopic(UnitCode.Parse("370600"), KioskId.Parse("k-1"), channel).ToString(), address.Replace("{kiosk}", "k-1", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_type_of_tap_is_published()
    {
        var types = Document["channels"]!["up"]!["messages"]!["Up"]!["payload"]!["oneOf"]!.AsArray()
            .Select(schema => (string)schema!["properties"]!["type"]!["enum"]![0]!);
        Assert.Equal(["check-in", "check-out", "request", "rating", "void"], types);
    }
}
