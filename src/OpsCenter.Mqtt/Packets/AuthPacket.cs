using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>A step of enhanced authentication (§3.15); 5.0 only.</summary>
/// <param name="Reason">Success, continue or re-authenticate.</param>
/// <param name="Properties">The method and its data.</param>
public sealed record AuthPacket(ReasonCode Reason, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Auth;

    /// <inheritdoc/>
    public override string ToString() => $"AUTH {Reason}{Properties}";

    internal static AuthPacket Read(ref WireReader reader)
    {
        if (reader.IsAtEnd) return new AuthPacket(ReasonCode.Success, MqttProperties.None);
        var reason = (ReasonCode)reader.ReadByte();
        if (reason is not (ReasonCode.Success or ReasonCode.ContinueAuthentication or ReasonCode.ReAuthenticate))
            throw Fault.Malformed("MQTT-3.15.2-1", $"AUTH cannot bear reason 0x{(int)reason:X2}.");
        var properties = reader.IsAtEnd ? MqttProperties.None : MqttProperties.Read(ref reader, PropertyPlace.Auth);
        reader.ExpectEnd();
        return new AuthPacket(reason, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        if (Reason == ReasonCode.Success && Properties.Count == 0) return;
        writer.Byte((byte)Reason);
        Properties.Write(ref writer);
    }
}
