using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/* §3.3        7 6 5 4 3   2   1   0
   byte 1      0 0 1 1 DUP QoS QoS RETAIN
   body        topic name · packet identifier (QoS 1, 2) · properties (5.0) · payload */

/// <summary>A PUBLISH where it lies, without a copy: valid only while its frame is. Its topic is not checked yet.</summary>
internal readonly ref struct PublishView
{
    internal ReadOnlySpan<byte> Topic { get; private init; }

    internal ReadOnlySpan<byte> Payload { get; private init; }

    internal MqttProperties Properties { get; private init; }

    /// <summary>0 for QoS 0.</summary>
    internal ushort PacketId { get; private init; }

    internal QoS QoS { get; private init; }

    internal bool Retain { get; private init; }

    internal bool Dup { get; private init; }

    internal static PublishView Read(ref WireReader reader, byte flags, ProtocolVersion version)
    {
        var qos = (QoS)((flags >> 1) & 0b11); // QoS 3 has been refused with the frame
        var topic = reader.ReadBinary();
        ushort id = 0;
        if (qos != QoS.AtMostOnce && (id = reader.ReadUInt16()) == 0)
            throw Fault.Protocol("MQTT-2.2.1-3", "A PUBLISH of QoS 1 or 2 has packet identifier 0.");
        return new PublishView
        {
            Topic = topic,
            PacketId = id,
            QoS = qos,
            Retain = (flags & 1) != 0,
            Dup = (flags & 8) != 0,
            Properties = version == ProtocolVersion.V5 ? ReadProperties(ref reader, PropertyPlace.Publish) : MqttProperties.None,
            Payload = reader.TakeAll(),
        };
    }

    /// <summary>The properties of a message, in a PUBLISH or a will.</summary>
    internal static MqttProperties ReadProperties(ref WireReader reader, PropertyPlace place)
    {
        var properties = MqttProperties.Read(ref reader, place);
        if (properties.Count > 0 && properties.Text(PropertyId.ResponseTopic) is { } response
            && (response.Length == 0 || response.AsSpan().ContainsAny('+', '#')))
            throw Fault.Protocol("MQTT-3.3.2-14", "A response topic is empty or holds a wildcard.");
        foreach (var property in properties)
            if (property is { Id: PropertyId.SubscriptionIdentifier, Number: 0 }) throw Fault.Protocol("§3.3.2.3.8", "A subscription identifier is 0.");
        return properties;
    }
}
