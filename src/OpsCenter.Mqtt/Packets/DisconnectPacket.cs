using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>A connection ends on purpose (§3.14); in 3.1.1 only the client sends it, and without a reason.</summary>
/// <param name="Reason">5.0 only; success is normal.</param>
/// <param name="Properties">5.0 only.</param>
public sealed record DisconnectPacket(ReasonCode Reason, MqttProperties Properties) : MqttPacket
{
    /// <inheritdoc/>
    public override PacketType Type => PacketType.Disconnect;

    /// <inheritdoc/>
    public override string ToString() => $"DISCONNECT {Reason}{Properties}";

    internal static DisconnectPacket Read(ref WireReader reader, ProtocolVersion version)
    {
        if (version != ProtocolVersion.V5 || reader.IsAtEnd)
        {
            reader.ExpectEnd();
            return new DisconnectPacket(ReasonCode.Success, MqttProperties.None);
        }
        var reason = (ReasonCode)reader.ReadByte();
        var properties = reader.IsAtEnd ? MqttProperties.None : MqttProperties.Read(ref reader, PropertyPlace.Disconnect);
        reader.ExpectEnd();
        // The sender has left already, so there is nobody to tell.
        if (!IsAllowed(reason)) throw Fault.Malformed("MQTT-3.14.2-1", $"DISCONNECT cannot bear reason 0x{(int)reason:X2}.").Silenced();
        return new DisconnectPacket(reason, properties);
    }

    private protected override void WriteBody(ref WireWriter writer, ProtocolVersion version)
    {
        if (version != ProtocolVersion.V5 || (Reason == ReasonCode.Success && Properties.Count == 0)) return;
        writer.Byte((byte)Reason);
        if (Properties.Count > 0) Properties.Write(ref writer);
    }

    private static bool IsAllowed(ReasonCode reason) => reason is ReasonCode.Success or ReasonCode.DisconnectWithWill
        or (>= ReasonCode.UnspecifiedError and <= ReasonCode.ImplementationSpecificError) or ReasonCode.NotAuthorized or ReasonCode.ServerBusy
        or ReasonCode.ServerShuttingDown or (>= ReasonCode.KeepAliveTimeout and <= ReasonCode.TopicNameInvalid)
        or (>= ReasonCode.ReceiveMaximumExceeded and <= ReasonCode.WildcardSubscriptionsNotSupported);
}
