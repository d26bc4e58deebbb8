using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

/// <summary>Every property in every packet that a client sends: taken where it belongs, refused where it does not, twice, or cut short.</summary>
public sealed class PropertyPlaces
{
    private static readonly (string Hex, string Takes)[] Properties =
    [
        ("01 00", "will publish"), ("02 00000001", "will publish"), ("03 0001 70", "will publish"), ("08 0001 70", "will publish"),
        ("09 0001 70", "will publish"), ("0B 01", "publish subscribe"), ("11 00000000", "connect disconnect"), ("12 0001 70", ""), ("13 0005", ""),
        ("15 0001 70", ""), ("16 0001 70", ""), ("17 01", "connect"), ("18 00000001", "will"), ("19 01", "connect"), ("1A 0001 70", ""),
        ("1C 0001 70", "disconnect"), ("1F 0001 70", "ack disconnect"), ("21 0005", "connect"), ("22 0005", "connect"), ("23 0005", "publish"),
        ("24 00", ""), ("25 00", ""), ("26 0001 70 0001 71", "connect will publish ack subscribe unsubscribe disconnect"), ("27 00001000", "connect"),
        ("28 00", ""), ("29 00", ""), ("2A 00", ""),
    ];

    // 15 and 16 belong in CONNECT too, but change its answer; they have cases of their own.
    private static readonly (string Name, string Head, string Before, string After, string Misplaced)[] Packets =
    [
        ("connect", "10", "0004 4D515454 05 02 000A", "0001 70", "20 03 00 82 00!"),
        ("will", "10", "0004 4D515454 05 06 000A 00 0001 70", "0001 70 0001 70", "20 03 00 82 00!"),
        ("publish", "32", "0005 746F706963 04D2", "7061796C6F6164", "E0 01 82!"),
        ("ack", "40", "0001 00", "", "E0 01 82!"),
        ("ack", "50", "0001 00", "", "E0 01 82!"),
        ("ack", "62", "0001 00", "", "E0 01 82!"),
        ("ack", "70", "0001 00", "", "E0 01 82!"),
        ("subscribe", "82", "0001", "0001 70 00", "E0 01 81!"),
        ("unsubscribe", "A2", "0001", "0001 70", "E0 01 81!"),
        ("disconnect", "E0", "00", "", "E0 01 82!"),
    ];

    public static TheoryData<string, string> Heads => [.. Packets.Select(packet => (packet.Head, packet.Name))];

    [Theory, MemberData(nameof(Heads))]
    public async Task A_property_is_taken_only_where_it_belongs(string head, string name)
    {
        foreach (var (property, takes) in Properties)
        {
            if (name == "connect" && property[..2] is "15" or "16") continue;
            var belongs = takes.Split(' ').Contains(name);
            var packet = Packets.Single(one => one.Head == head && one.Name == name);
            await PlayAsync(packet, property, belongs ? null : packet.Misplaced);
        }
    }

    [Theory, MemberData(nameof(Heads))]
    public async Task A_property_comes_once_unless_it_is_a_user_property(string head, string name)
    {
        foreach (var (property, takes) in Properties.Where(one => one.Takes.Split(' ').Contains(name)))
        {
            var packet = Packets.Single(one => one.Head == head && one.Name == name);
            var twice = head is "10" ? "20 03 00 82 00!" : "E0 01 82!";
            await PlayAsync(packet, $"{property} {property}", property.StartsWith("26", StringComparison.Ordinal) ? null : twice);
            Assert.NotEmpty(takes);
        }
    }

    [Theory, MemberData(nameof(Heads))]
    public async Task A_property_that_is_cut_short_or_unknown_is_malformed(string head, string name)
    {
        var packet = Packets.Single(one => one.Head == head && one.Name == name);
        var malformed = head is "10" ? "20 03 00 81 00!" : "E0 01 81!";
        foreach (var (property, _) in Properties) await PlayAsync(packet, property[..2], malformed);
        foreach (var unknown in (string[])["00 01", "04 01", "05 01", "06 01", "07 01", "0A 01", "0C 01", "0D 01", "0E 01", "0F 01", "10 01", "14 01",
            "1B 01", "1D 01", "1E 01", "20 01", "7F 01", "8000 01", "8001 01", "FF7F 01", "808001 01", "FFFF7F 01", "80808001 01", "FFFFFF7F 01", "8080808001 01"])
            await PlayAsync(packet, unknown, malformed);
        await PlayAsync(packet, "26 0001 70", malformed); // a name without a value
        await PlayAsync(packet, "1F 00", malformed); // half a length
    }

    private static async Task PlayAsync((string Name, string Head, string Before, string After, string Misplaced) packet, string properties, string? refusal)
    {
        var body = $"{packet.Before} {Hex.Bytes(properties).Length:X2} {properties} {packet.After}";
        await using var broker = new TestBroker();
        await using var peer = packet.Head == "10" ? broker.Dial() : await broker.ConnectAsync("p", ProtocolVersion.V5);
        await peer.SendAsync($"{packet.Head} {Hex.Bytes(body).Length:X2} {body}");
        var accepted = packet.Head switch
        {
            "10" => "20 09 00 00 06 22000A 210014",
            "32" => "40 03 04D2 10",
            "50" => "62 02 0001",
            "62" => "70 02 0001",
            "82" => "90 04 0001 00 00",
            "A2" => "B0 04 0001 00 11",
            _ => "",
        };
        try
        {
            await peer.ExpectAsync(refusal?.TrimEnd('!') ?? accepted);
            if (refusal is not null || packet.Head == "E0") await peer.ExpectClosedAsync();
            else await peer.ExpectAliveAsync();
        }
        catch (Xunit.Sdk.XunitException failure)
        {
            throw new Xunit.Sdk.XunitException($"{packet.Name} ({packet.Head}) with {properties}: {failure.Message}");
        }
    }
}
