using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/* §3.8.3.1   7 6        5 4              3                   2          1 0
   options    reserved   retain handling  retain as published no local   QoS      3.1.1: bits 7–2 reserved */

/// <summary>A client wants topics (§3.8).</summary>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Subscriptions">At least one.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record SubscribePacket(ushort PacketId, IReadOnlyList<TopicSubscription> Subscriptions, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Subscribe;

    /// <inheritdoc/>
    public override string ToString() => $"SUBSCRIBE #{PacketId} {string.Join(", ", Subscriptions)}{Properties}";

    internal static SubscribePacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var id = reader.ReadPacketId();
        var properties = version == ProtocolVersion.V5 ? MqttProperties.Read(ref reader, PropertyPlace.Subscribe) : MqttProperties.None;
        if (properties.Number(PropertyId.SubscriptionIdentifier) == 0)
            throw Fault.Malformed("§3.8.2.1.2", "A subscription identifier is 0.");
        if (reader.IsAtEnd) throw Fault.Malformed("MQTT-3.8.3-2", "SUBSCRIBE names no topic filter."); // 3.1.1: MQTT-3.8.3-3
        var subscriptions = new List<TopicSubscription>();
        while (!reader.IsAtEnd) subscriptions.Add(ReadOne(ref reader, version));
        return new SubscribePacket(id, subscriptions, properties);
    }

    private static TopicSubscription ReadOne(ref WireReader reader, ProtocolVersion version)
    {
        var filter = TopicFilter.Decode(reader.ReadBinary());
        var options = reader.ReadByte();
        if ((options & (version == ProtocolVersion.V5 ? 0xC0 : 0xFC)) != 0)
            throw Fault.Malformed("MQTT-3.8.3-5", "Subscription options have reserved bits set."); // 3.1.1: MQTT-3-8.3-4
        if ((options & 3) == 3) throw Fault.Malformed("MQTT-3.8.3-4", "A subscription asks for QoS 3.");
        if ((options & 0x30) == 0x30) throw Fault.Malformed("§3.8.3.1", "Retain handling is 3.");
        var noLocal = (options & 4) != 0;
        if (version == ProtocolVersion.V5 && TopicFilter.Split(filter).Share.Length > 0 && noLocal)
            throw Fault.Protocol("MQTT-3.8.3-4", "A shared subscription has no-local set.");
        return new TopicSubscription(filter, (QoS)(options & 3))
        {
            NoLocal = noLocal,
            RetainAsPublished = (options & 8) != 0,
            RetainHandling = (RetainHandling)((options >> 4) & 3),
        };
    }

    private protected override int Flags => 0b0010; // MQTT-3.8.1-1

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        writer.UInt16(PacketId);
        if (version == ProtocolVersion.V5) Properties.Write(ref writer);
        foreach (var wanted in Subscriptions)
        {
            writer.Text(wanted.Filter);
            var options = (int)wanted.QoS;
            if (version == ProtocolVersion.V5)
                options |= (wanted.NoLocal ? 4 : 0) | (wanted.RetainAsPublished ? 8 : 0) | ((int)wanted.RetainHandling << 4);
            writer.Byte((byte)options);
        }
    }
}
