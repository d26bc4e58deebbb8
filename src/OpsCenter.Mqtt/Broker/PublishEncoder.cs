using System.Buffers;
using System.Buffers.Binary;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>What is special to one sending of a message.</summary>
/// <param name="PacketId">0: QoS 0.</param>
/// <param name="Dup">True: sent before.</param>
/// <param name="Alias">0: none.</param>
/// <param name="IsAliasKnown">True: the topic itself is left out.</param>
internal readonly record struct PublishHeader(ushort PacketId, bool Dup, ushort Alias, bool IsAliasKnown);

/// <summary>Writes stored messages as PUBLISH packets straight into the pipe: without a packet object, and without copying the payload twice.</summary>
internal static class PublishEncoder
{
    internal static void Write(IBufferWriter<byte> output, in Outgoing outgoing, in PublishHeader header, bool isV5)
    {
        var stored = outgoing.Stored;
        var topic = header.IsAliasKnown ? [] : stored.TopicUtf8;
        var part = new WireWriter();
        try
        {
            if (isV5) WriteProperties(ref part, outgoing, header);
            var body = 2 + topic.Length + (header.PacketId == 0 ? 0 : 2) + part.Count + stored.Message.Payload.Length;
            var head = output.GetSpan(9 + topic.Length);
            head[0] = (byte)(0x30 | (header.Dup ? 8 : 0) | ((int)outgoing.QoS << 1) | (outgoing.Retain ? 1 : 0));
            var at = 1 + VariableByteInteger.Write(head[1..], body);
            BinaryPrimitives.WriteUInt16BigEndian(head[at..], (ushort)topic.Length);
            topic.CopyTo(head[(at + 2)..]);
            at += 2 + topic.Length;
            if (header.PacketId != 0)
            {
                BinaryPrimitives.WriteUInt16BigEndian(head[at..], header.PacketId);
                at += 2;
            }
            output.Advance(at);
            output.Write(part.Written);
            output.Write(stored.Message.Payload.Span);
        }
        finally
        {
            part.Dispose();
        }
    }

    /// <summary>How long the packet can be at most; exact but for the alias.</summary>
    internal static long LargestSize(in Outgoing outgoing, bool isV5)
    {
        var part = new WireWriter();
        try
        {
            if (isV5) WriteProperties(ref part, outgoing, default);
            var body = 2 + outgoing.Stored.TopicUtf8.Length + (outgoing.QoS == QoS.AtMostOnce ? 0 : 2) + part.Count + outgoing.Stored.Message.Payload.Length;
            return 1L + VariableByteInteger.Size(body) + body;
        }
        finally
        {
            part.Dispose();
        }
    }

    private static void WriteProperties(ref WireWriter writer, in Outgoing outgoing, in PublishHeader header)
    {
        var properties = outgoing.Stored.Message.Properties;
        if (properties.Count == 0 && header.Alias == 0 && outgoing.Identifiers is null)
        {
            writer.Byte(0);
            return;
        }
        if (outgoing.Stored.SecondsLeft() is { } left) // what is left of it (MQTT-3.3.2-6)
            properties = properties.Where(one => one.Id != PropertyId.MessageExpiryInterval).With(MqttProperty.Of(PropertyId.MessageExpiryInterval, left));
        if (header.Alias != 0) properties = properties.With(MqttProperty.Of(PropertyId.TopicAlias, header.Alias));
        foreach (var identifier in outgoing.Identifiers ?? []) properties = properties.With(MqttProperty.Of(PropertyId.SubscriptionIdentifier, identifier));
        properties.Write(ref writer);
    }
}
