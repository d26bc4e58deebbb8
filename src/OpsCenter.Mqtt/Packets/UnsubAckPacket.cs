using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The answer to UNSUBSCRIBE (§3.11).</summary>
/// <param name="PacketId">That of the UNSUBSCRIBE.</param>
/// <param name="Reasons">5.0 only: one for each filter, in its order.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record UnsubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.UnsubAck;

    /// <inheritdoc/>
    public override string ToString() => $"UNSUBACK #{PacketId}{(Reasons.Count == 0 ? "" : " ")}{string.Join(", ", Reasons)}{Properties}";

    internal static UnsubAckPacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var id = reader.ReadPacketId();
        if (version != ProtocolVersion.V5)
        {
            reader.ExpectEnd();
            return new UnsubAckPacket(id, [], MqttProperties.None);
        }
        var properties = MqttProperties.Read(ref reader, PropertyPlace.UnsubAck);
        if (reader.IsAtEnd) throw Fault.Malformed("§3.11.3", "UNSUBACK holds no reason.");
        var reasons = new List<ReasonCode>();
        while (!reader.IsAtEnd) reasons.Add((ReasonCode)reader.ReadByte());
        return new UnsubAckPacket(id, reasons, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        writer.UInt16(PacketId);
        if (version != ProtocolVersion.V5) return;
        Properties.Write(ref writer);
        foreach (var reason in Reasons) writer.Byte((byte)reason);
    }
}
