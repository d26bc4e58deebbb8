using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>A client no longer wants topics (§3.10).</summary>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Filters">At least one; each as it was subscribed.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record UnsubscribePacket(ushort PacketId, IReadOnlyList<string> Filters, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Unsubscribe;

    /// <inheritdoc/>
    public override string ToString() => $"UNSUBSCRIBE #{PacketId} {string.Join(", ", Filters)}{Properties}";

    internal static UnsubscribePacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var id = reader.ReadPacketId();
        var properties = version == ProtocolVersion.V5 ? MqttProperties.Read(ref reader, PropertyPlace.Unsubscribe) : MqttProperties.None;
        if (reader.IsAtEnd) throw Fault.Malformed("MQTT-3.10.3-2", "UNSUBSCRIBE names no topic filter.");
        var filters = new List<string>();
        while (!reader.IsAtEnd) filters.Add(TopicFilter.Decode(reader.ReadBinary()));
        return new UnsubscribePacket(id, filters, properties);
    }

    private protected override int Flags => 0b0010; // MQTT-3.10.1-1

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        writer.UInt16(PacketId);
        if (version == ProtocolVersion.V5) Properties.Write(ref writer);
        foreach (var filter in Filters) writer.Text(filter);
    }
}
