using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The answer to CONNECT (§3.2).</summary>
/// <param name="SessionPresent">True: the server had kept a session. Only with success.</param>
/// <param name="Reason">Success, or why not; 3.1.1 says it by its return codes.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record ConnAckPacket(bool SessionPresent, ReasonCode Reason, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.ConnAck;

    /// <inheritdoc/>
    public override string ToString() => $"CONNACK {Reason}{(SessionPresent ? " session present" : "")}{Properties}";

    internal static ConnAckPacket Read(ref WireReader reader, ProtocolVersion version)
    {
        var flags = reader.ReadByte();
        if (flags > 1) throw Fault.Malformed("MQTT-3.2.2-1", "CONNACK has reserved flags set.");
        var code = reader.ReadByte();
        // A server that does not speak our version answers in its own form: without properties where it is older, with them where it is 5.0.
        var isV5 = version == ProtocolVersion.V5 ? code == 0 || !reader.IsAtEnd : code == (byte)ReasonCode.UnsupportedProtocolVersion && !reader.IsAtEnd;
        var reason = isV5 ? (ReasonCode)code : ReasonCodes.FromConnectReturnCode(code);
        if (reason != ReasonCode.Success && !reason.IsFailure()) throw Fault.Protocol("MQTT-3.2.2-8", $"CONNACK cannot bear reason 0x{code:X2}.");
        if (flags == 1 && reason != ReasonCode.Success) throw Fault.Protocol("MQTT-3.2.2-6", "A refusing CONNACK has session present set.");
        var properties = isV5 && !reader.IsAtEnd ? MqttProperties.Read(ref reader, PropertyPlace.ConnAck) : MqttProperties.None;
        reader.ExpectEnd();
        return new ConnAckPacket(flags == 1, reason, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        writer.Byte((byte)(SessionPresent ? 1 : 0));
        writer.Byte(version == ProtocolVersion.V5 ? (byte)Reason : Reason.ToConnectReturnCode());
        if (version == ProtocolVersion.V5) Properties.Write(ref writer);
    }
}
