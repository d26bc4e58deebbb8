using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Packets;

public sealed class BrokenPackets
{
    [Theory]
    [InlineData("36 05 0001 74 0001", "MQTT-3.3.1-4")]
    [InlineData("38 03 0001 74", "MQTT-3.3.1-2")]
    [InlineData("30 04 0002 C380", null)] // U+00C0 is fine
    [InlineData("30 04 0002 C3C3", "MQTT-1.5.4-1")]
    [InlineData("30 05 0003 EDA080", "MQTT-1.5.4-1")] // a surrogate
    [InlineData("30 04 0002 C080", "MQTT-1.5.4-1")] // overlong
    [InlineData("30 04 0002 7400", "MQTT-1.5.4-2")]
    [InlineData("30 05 0003 EFBFBF", "§1.5.4")] // U+FFFF
    [InlineData("30 03 0001 1F", "§1.5.4")]
    [InlineData("30 02 0000", "MQTT-4.7.3-1")]
    [InlineData("30 03 0001 23", "MQTT-3.3.2-2")]
    [InlineData("30 03 0001 2B", "MQTT-3.3.2-2")]
    [InlineData("32 05 0001 74 0000", "MQTT-2.2.1-3")]
    [InlineData("30 03 0009 74", "§2.1")] // runs over
    [InlineData("60 02 0001", "MQTT-2.1.3-1")]
    [InlineData("80 06 0001 0001 74 00", "MQTT-2.1.3-1")]
    [InlineData("82 06 0001 0001 74 03", "MQTT-3.8.3-4")]
    [InlineData("82 06 0001 0001 74 04", "MQTT-3.8.3-5")]
    [InlineData("82 08 0001 0003 616223 00", "MQTT-4.7.1-1")]
    [InlineData("82 08 0001 0003 232F61 00", "MQTT-4.7.1-1")]
    [InlineData("82 07 0001 0002 612B 00", "MQTT-4.7.1-2")]
    [InlineData("82 02 0001", "MQTT-3.8.3-2")]
    [InlineData("A2 02 0001", "MQTT-3.10.3-2")]
    [InlineData("C0 01 00", "§2.1")]
    [InlineData("E0 01 00", "§2.1")]
    [InlineData("F0 00", "§2.1.2")] // AUTH in 3.1.1
    [InlineData("00 00", "§2.1.2")]
    [InlineData("30 FF FF FF FF 01", "§1.5.5")]
    [InlineData("30 83 00 0001 74", "MQTT-1.5.5-1")]
    [InlineData("10 0D 0004 4D515455 04 02 000A 0001 70", "MQTT-3.1.2-1")]
    [InlineData("10 0D 0004 4D515454 06 02 000A 0001 70", "MQTT-3.1.2-2")]
    [InlineData("10 0D 0004 4D515454 04 03 000A 0001 70", "MQTT-3.1.2-3")]
    [InlineData("10 0D 0004 4D515454 04 0A 000A 0001 70", "MQTT-3.1.2-11")]
    [InlineData("10 0D 0004 4D515454 04 1E 000A 0001 70", "MQTT-3.1.2-12")]
    [InlineData("10 10 0004 4D515454 04 42 000A 0001 70 0001 70", "MQTT-3.1.2-22")]
    public void A_fault_is_named_by_its_clause(string hex, string? clause)
    {
        var wire = Hex.Chopped(Hex.Bytes(hex));
        if (clause is null) Assert.NotNull(Hex.Decode(wire, ProtocolVersion.V311));
        else Assert.Equal(clause, Assert.Throws<MqttProtocolException>(() => Hex.Decode(wire, ProtocolVersion.V311)).Clause);
    }

    [Theory]
    [InlineData("20 02 00 01", "CONNACK UnsupportedProtocolVersion")] // from a server that is older than 5.0
    [InlineData("20 03 00 84 00", "CONNACK UnsupportedProtocolVersion")]
    [InlineData("20 03 00 01 00", null)]
    public void A_client_of_5_0_reads_a_refusal_in_either_form(string hex, string? words)
    {
        var wire = Hex.Chopped(Hex.Bytes(hex));
        if (words is not null) Assert.Equal(words, Hex.Decode(wire, ProtocolVersion.V5)!.ToString());
        else Assert.Equal("MQTT-3.2.2-8", Assert.Throws<MqttProtocolException>(() => Hex.Decode(wire, ProtocolVersion.V5)).Clause);
    }

    [Fact]
    public void A_packet_above_the_limit_is_refused_before_its_body_has_come()
    {
        var wire = Hex.Chopped(Hex.Bytes("30 81 80 01")); // 16,385 bytes are announced
        var fault = Assert.Throws<MqttProtocolException>(() => MqttFrameReader.TryRead(ref wire, 16_384, out _));
        Assert.Equal(ReasonCode.PacketTooLarge, fault.Reason);
    }

    [Theory]
    [InlineData("a/b", "a/b", true)]
    [InlineData("a/+", "a/b", true)]
    [InlineData("a/+", "a", false)]
    [InlineData("a/#", "a", true)]
    [InlineData("a/#", "a/b/c", true)]
    [InlineData("a/#", "ab", false)]
    [InlineData("+", "a", true)]
    [InlineData("+", "/a", false)]
    [InlineData("+/+", "/a", true)]
    [InlineData("/+", "/a", true)]
    [InlineData("#", "$SYS/x", false)]
    [InlineData("+/x", "$SYS/x", false)]
    [InlineData("$SYS/#", "$SYS/x", true)]
    [InlineData("a/+/c", "a/b/c", true)]
    [InlineData("a/+/c", "a/b/d", false)]
    [InlineData("a/b", "a/b/", false)]
    [InlineData("a//b", "a/+/b", false)]
    [InlineData("a/+/b", "a//b", true)]
    public void Filters_match_as_the_standard_says(string filter, string topic, bool matches) =>
        Assert.Equal(matches, Mqtt.Packets.TopicFilter.Matches(filter, topic));
}
