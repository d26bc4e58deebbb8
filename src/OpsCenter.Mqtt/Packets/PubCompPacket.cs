using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>QoS 2, last answer: the identifier is free (§3.7).</summary>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Reason">5.0 only; 3.1.1 is always success.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record PubCompPacket(ushort PacketId, ReasonCode Reason, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubComp;

    /// <inheritdoc/>
    public override string ToString() => AckFields.Print("PUBCOMP", PacketId, Reason, Properties);

    internal static PubCompPacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var (id, reason, properties) = AckFields.Read(ref reader, version, PropertyPlace.PubComp, AckFields.IsStepOfRelease);
        return new PubCompPacket(id, reason, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version) =>
        AckFields.Write(ref writer, version, PacketId, Reason, Properties);
}
