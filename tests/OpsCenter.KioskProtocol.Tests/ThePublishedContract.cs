using System.Text;
using System.Text.Json.Nodes;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Asks;
using OpsCenter.KioskProtocol.Down;
using OpsCenter.KioskProtocol.Publishing;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Reports;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.KioskProtocol.Tests.Testing;
using OpsCenter.KioskProtocol.Topics;
using OpsCenter.Testing;

namespace OpsCenter.KioskProtocol.Tests;

public sealed class ThePublishedContract
{
    private static readonly JsonObject Document = AsyncApiDocument.Build(
        UnitCode.Parse("370600"), new ScreenBodies([], [], new Dictionary<string, JsonObject> { ["beat"] = [] }, [new HubMethod("Watch", "", [("scope", [])], ["beat"])]));

    public static TheoryData<KioskChannel> Channels => [.. Enum.GetValues<KioskChannel>()];

    [Theory, MemberData(nameof(Channels))]
    public void Every_channel_of_a_kiosk_is_published_with_its_topic(KioskChannel channel)
    {
        string address = (string)Document["channels"]![channel.ToString().ToLowerInvariant()]!["address"]!;
        Assert.Equal(new KioskTopic(UnitCode.Parse("370600"), KioskId.Parse("k-1"), channel).ToString(), address.Replace("{kiosk}", "k-1", StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Channels))]
    public void What_a_kiosk_sends_the_server_receives_and_the_rest_it_sends(KioskChannel channel)
    {
        var topic = new KioskTopic(UnitCode.Parse("370600"), KioskId.Parse("k-1"), channel);
        string action = topic.IsFromKiosk ? "receive" : "send";
        var operation = Document["operations"]![action + channel]!;
        Assert.Equal(action, (string?)operation["action"]);
        Assert.Equal($"#/channels/{channel.ToString().ToLowerInvariant()}", (string?)operation["channel"]!["$ref"]);
    }

    public static TheoryData<string, string[]> Bodies => new()
    {
        { "up", [.. Golden.Taps.Select(golden => golden.Text), .. Golden.Taps.Select(golden => golden.Tap with { Since = new BootInstant("b00t", 5) })
            .Append(Golden.Taps[3].Tap with { Content = ARequestWithACard }).Select(tap => Text(TapWriter.ToBytes(tap)))] },
        { "state", [Messages.FullText, Text(StateWriter.ToBytes(KioskState.Offline))] },
        { "ask", [Text(AskWriter.ToBytes(new Ask("q-1", Golden.Ticket)))] },
        { "receipt", [Text(ReceiptWriter.ToBytes(new Receipt(Golden.Outbox, 42, [new SeqRange(17, 18), new SeqRange(30, 30)], HasMore: true)))] },
        { "down", [.. Messages.Downs.Select(down => Text(DownWriter.ToBytes(down)))] },
    };

    private static TapContent ARequestWithACard => new TapContent.Request(RequestKind.Parse("water-leak"), Golden.Ticket, UnitCode.None, new Words(null, null, Golden.Card));

    [Theory, MemberData(nameof(Bodies))]
    public void What_is_written_is_what_is_published_member_by_member(string channel, string[] written)
    {
        var check = new SchemaCheck(Document);
        var body = Assert.Single(Document["channels"]![channel]!["messages"]!.AsObject()).Value!["payload"]!;
        Assert.All(written, text => Assert.Empty(check.Faults(body, text)));
        Assert.Empty(check.NeverMet(body));
        Assert.NotEmpty(check.Faults(body, """{"seq":1}"""));
    }

    private static string Text(byte[] utf8) => Encoding.UTF8.GetString(utf8);

    [Fact]
    public void Every_type_of_tap_is_published()
    {
        var types = Document["channels"]!["up"]!["messages"]!["Up"]!["payload"]!["oneOf"]!.AsArray()
            .Select(schema => (string)schema!["properties"]!["type"]!["enum"]![0]!);
        Assert.Equal(["check-in", "check-out", "request", "rating", "void"], types);
    }
}
