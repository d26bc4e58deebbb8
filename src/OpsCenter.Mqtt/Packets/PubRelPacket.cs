using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>QoS 2: the sender forgets the message and releases its identifier (§3.6).</summary>
/// <param name="PacketId">1 to 65,535.</param>
/// <param name="Reason">5.0 only; 3.1.1 is always success.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record PubRelPacket(ushort PacketId, ReasonCode Reason, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.PubRel;

    /// <inheritdoc/>
    public override string ToString() => AckFields.Print("PUBREL", PacketId, Reason, Properties);

    private protected override int Flags => 0b0010; // MQTT-3.6.1-1

    internal static PubRelPacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var (id, reason, properties) = AckFields.Read(ref reader, version, PropertyPlace.PubRel, AckFields.IsStepOfRelease);
        return new PubRelPacket(id, reason, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version) =>
        AckFields.Write(ref writer, version, PacketId, Reason, Properties);
}
