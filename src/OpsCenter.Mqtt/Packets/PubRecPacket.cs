using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>QoS 2, first answer: the message is taken, or refused with a reason of 0x80 or above (§3.5).</summary>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Reason">5.0 only; 3.1.1 is always success.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record PubRecPacket(ushort PacketId, ReasonCode Reason, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubRec;

    /// <inheritdoc/>
    public override string ToString() => AckFields.Print("PUBREC", PacketId, Reason, Properties);

    internal static PubRecPacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var (id, reason, properties) = AckFields.Read(ref reader, version, PropertyPlace.PubRec, AckFields.IsAnswerToPublish);
        return new PubRecPacket(id, reason, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version) =>
        AckFields.Write(ref writer, version, PacketId, Reason, Properties);
}
