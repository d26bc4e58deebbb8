using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>The body that PUBACK, PUBREC, PUBREL and PUBCOMP share (§3.4.2): identifier, and in 5.0 a reason and properties, each left out when it says nothing.</summary>
internal static class AckFields
{
    internal static (ushort Id, ReasonCode Reason, MqttProperties Properties) Read(
        ref WireReader reader, ProtocolVersion version, PropertyPlace place, Func<ReasonCode, bool> allows)
    {
        var id = reader.ReadUInt16();
        if (id == 0) throw Fault.Protocol("MQTT-2.2.1-3", "A packet identifier is 0.");
        if (version != ProtocolVersion.V5 || reader.IsAtEnd)
        {
            reader.ExpectEnd();
            return (id, ReasonCode.Success, MqttProperties.None);
        }
        var reason = (ReasonCode)reader.ReadByte();
        if (!allows(reason)) throw Fault.Protocol(place is PropertyPlace.PubAck ? "MQTT-3.4.2-1" : place is PropertyPlace.PubRec ? "MQTT-3.5.2-1" : place is PropertyPlace.PubRel ? "MQTT-3.6.2-1" : "MQTT-3.7.2-1", $"{place} cannot bear reason 0x{(int)reason:X2}.");
        var properties = reader.IsAtEnd ? MqttProperties.None : MqttProperties.Read(ref reader, place);
        reader.ExpectEnd();
        return (id, reason, properties);
    }

    internal static void Write(ref WireWriter writer, ProtocolVersion version, ushort id, ReasonCode reason, MqttProperties properties)
    {
        writer.UInt16(id);
        if (version != ProtocolVersion.V5 || (reason == ReasonCode.Success && properties.Count == 0)) return;
        writer.Byte((byte)reason);
        if (properties.Count > 0) properties.Write(ref writer);
    }

    /// <summary>What a PUBACK or PUBREC may say (MQTT-3.4.2-1, MQTT-3.5.2-1).</summary>
    internal static bool IsAnswerToPublish(ReasonCode reason) => reason is ReasonCode.Success or ReasonCode.NoMatchingSubscribers
        or ReasonCode.UnspecifiedError or ReasonCode.ImplementationSpecificError or ReasonCode.NotAuthorized or ReasonCode.TopicNameInvalid
        or ReasonCode.PacketIdentifierInUse or ReasonCode.QuotaExceeded or ReasonCode.PayloadFormatInvalid;

    /// <summary>What a PUBREL or PUBCOMP may say (MQTT-3.6.2-1, MQTT-3.7.2-1).</summary>
    internal static bool IsStepOfRelease(ReasonCode reason) => reason is ReasonCode.Success or ReasonCode.PacketIdentifierNotFound;

    internal static string Print(string name, ushort id, ReasonCode reason, MqttProperties properties) =>
        $"{name} #{id}{(reason == ReasonCode.Success ? "" : $" {reason}")}{properties}";
}
