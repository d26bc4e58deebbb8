using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Packets;

public sealed class GoldenBytes
{
    [Theory]
    [EverySplit("10 0D 0004 4D515454 04 02 000A 0001 70", "CONNECT V311 'p' clean 10 s")]
    [EverySplit("10 25 0004 4D515454 04 EE 003C 0003 6B2D31 0001 74 0004 676F6E65 0003 6B2D31 0006 736563726574", "CONNECT V311 'k-1' clean 60 s user 'k-1' password will t")]
    [EverySplit("10 13 0004 4D515454 05 00 000A 05 11 00000E10 0001 70", "CONNECT V5 'p' 10 s [SessionExpiryInterval=3600]", 5)]
    [EverySplit("20 02 01 00", "CONNACK Success session present")]
    [EverySplit("20 02 00 05", "CONNACK NotAuthorized")]
    [EverySplit("20 09 00 00 06 22000A 210014", "CONNACK Success [TopicAliasMaximum=10, ReceiveMaximum=20]", 5)]
    [EverySplit("32 0D 0006 6B2F312F7470 0011 776174", "PUBLISH QoS 1 k/1/tp #17 'wat'")]
    [EverySplit("3D 0A 0001 74 0102 E4B8ADE59B", "PUBLISH QoS 2 t #258 '中\uFFFD' retain dup")]
    [EverySplit("30 12 0001 74 0C 01 01 26 0001 61 0001 32 23 0003 6869", "PUBLISH QoS 0 t 'hi' [PayloadFormatIndicator=1, a='2', TopicAlias=3]", 5)]
    [EverySplit("40 02 0011", "PUBACK #17")]
    [EverySplit("40 03 0011 10", "PUBACK #17 NoMatchingSubscribers", 5)]
    [EverySplit("50 08 0011 87 04 1F 0001 6E", "PUBREC #17 NotAuthorized [ReasonString='n']", 5)]
    [EverySplit("62 02 0011", "PUBREL #17")]
    [EverySplit("70 03 0011 92", "PUBCOMP #17 PacketIdentifierNotFound", 5)]
    [EverySplit("82 0C 0007 0003 612F23 01 0001 2B 00", "SUBSCRIBE #7 a/# QoS 1, + QoS 0")]
    [EverySplit("82 0B 0007 02 0B 05 0003 612F62 1E", "SUBSCRIBE #7 a/b QoS 2 no-local as-published IfNew [SubscriptionIdentifier=5]", 5)]
    [EverySplit("90 05 0007 00 02 80", "SUBACK #7 Success, GrantedQoS2, UnspecifiedError")]
    [EverySplit("A2 07 0007 0003 612F23", "UNSUBSCRIBE #7 a/#")]
    [EverySplit("B0 02 0007", "UNSUBACK #7")]
    [EverySplit("B0 05 0007 00 00 11", "UNSUBACK #7 Success, NoSubscriptionExisted", 5)]
    [EverySplit("C0 00", "PINGREQ")]
    [EverySplit("D0 00", "PINGRESP")]
    [EverySplit("E0 00", "DISCONNECT Success")]
    [EverySplit("E0 01 8E", "DISCONNECT SessionTakenOver", 5)]
    [EverySplit("F0 09 18 07 15 0004 504C4149", "AUTH ContinueAuthentication [AuthenticationMethod='PLAI']", 5)]
    public void A_packet_reads_the_same_however_it_is_chopped(string hex, string words, int version, string split)
    {
        var lengths = split.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(one => int.Parse(one, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        var bytes = Hex.Bytes(hex);

        var packet = Hex.Decode(Hex.Chopped(bytes, lengths), (ProtocolVersion)version);

        Assert.Equal(words, packet.ToString());
        Assert.Equal(Hex.Of(bytes), Hex.Encode(packet, (ProtocolVersion)version));
    }

    [Theory]
    [EverySplit("82 0C 0007 0003 612F23 01 0001 2B 00", "")]
    [EverySplit("30 12 0001 74 0C 01 01 26 0001 61 0001 32 23 0003 6869", "", 5)]
    public void A_packet_that_has_not_all_come_is_neither_read_nor_refused(string hex, string words, int version, string split)
    {
        Assert.Equal("", words);
        if (split.Length == 0 || split.Contains(',', StringComparison.Ordinal)) return;
        var part = Hex.Bytes(hex)[..int.Parse(split, System.Globalization.CultureInfo.InvariantCulture)];
        var wire = Hex.Chopped(part);

        Assert.False(MqttFrameReader.TryRead(ref wire, MqttFrameReader.LargestPacket, out _), $"version {version}: part of a packet was taken for a whole one");
        Assert.Equal(part.Length, wire.Length);
    }
}
