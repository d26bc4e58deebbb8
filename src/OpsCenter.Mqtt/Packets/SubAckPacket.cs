using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The answer to SUBSCRIBE: the QoS granted or the refusal of each filter, in its order (§3.9).</summary>
/// <param name="PacketId">That of the SUBSCRIBE.</param>
/// <param name="Reasons">Success is QoS 0. In 3.1.1 every failure is written as 0x80.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record SubAckPacket(ushort PacketId, IReadOnlyList<ReasonCode> Reasons, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.SubAck;

    /// <inheritdoc/>
    public override string ToString() => $"SUBACK #{PacketId} {string.Join(", ", Reasons)}{Properties}";

    internal static SubAckPacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var id = reader.ReadPacketId();
        var properties = version == ProtocolVersion.V5 ? MqttProperties.Read(ref reader, PropertyPlace.SubAck) : MqttProperties.None;
        if (reader.IsAtEnd) throw Fault.Malformed("§3.9.3", "SUBACK holds no reason.");
        var reasons = new List<ReasonCode>();
        while (!reader.IsAtEnd)
        {
            var reason = (ReasonCode)reader.ReadByte();
            if (!reason.IsFailure() && reason > ReasonCode.GrantedQoS2 || (version != ProtocolVersion.V5 && reason > ReasonCode.UnspecifiedError))
                throw Fault.Malformed("MQTT-3.9.3-2", $"SUBACK cannot bear reason 0x{(int)reason:X2}.");
            reasons.Add(reason);
        }
        return new SubAckPacket(id, reasons, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        writer.UInt16(PacketId);
        if (version == ProtocolVersion.V5) Properties.Write(ref writer);
        foreach (var reason in Reasons)
            writer.Byte((byte)(version != ProtocolVersion.V5 && reason.IsFailure() ? ReasonCode.UnspecifiedError : reason));
    }
}
