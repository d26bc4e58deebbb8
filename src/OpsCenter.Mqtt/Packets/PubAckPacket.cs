using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>QoS 1: the message is taken, or refused with a reason of 0x80 or above (§3.4).</summary>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Reason">5.0 only; 3.1.1 is always success.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record PubAckPacket(ushort PacketId, ReasonCode Reason, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubAck;

    /// <inheritdoc/>
    public override string ToString() => AckFields.Print("PUBACK", PacketId, Reason, Properties);

    internal static PubAckPacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var (id, reason, properties) = AckFields.Read(ref reader, version, PropertyPlace.PubAck, AckFields.IsAnswerToPublish);
        return new PubAckPacket(id, reason, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version) =>
        AckFields.Write(ref writer, version, PacketId, Reason, Properties);
}
