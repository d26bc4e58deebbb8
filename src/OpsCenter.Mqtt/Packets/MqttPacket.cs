using System.Buffers;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Packets;

/// <summary>One packet: data only, immutable. It reads and writes itself; it knows no connection, clock or session.</summary>
public abstract record MqttPacket
{
    /// <summary>Which of the fifteen it is.</summary>
    public abstract PacketType Type { get; }

    /// <summary>Reads a packet; its texts and bytes are copied, so it outlives the buffer.</summary>
    /// <param name="frame">The packet's bytes.</param>
    /// <param name="version">The version that CONNECT named; of no matter for CONNECT itself.</param>
    /// <exception cref="MqttProtocolException">The bytes break the standard.</exception>
    public static MqttPacket Decode(in MqttFrame frame, ProtocolVersion version)
    {
        if (frame.Body.IsSingleSegment) return Decode(frame.Type, frame.Flags, frame.Body.FirstSpan, version);
        var length = (int)frame.Body.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            frame.Body.CopyTo(copy);
            return Decode(frame.Type, frame.Flags, copy.AsSpan(0, length), version);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    /// <summary>Writes the whole packet, header included.</summary>
    public void Write(IBufferWriter<byte> output, ProtocolVersion version)
    {
        ArgumentNullException.ThrowIfNull(output);
        var writer = new WireWriter();
        try
        {
            WriteBody(ref writer, version);
            writer.Send(output, Type, Flags);
        }
        finally
        {
            writer.Dispose();
        }
    }

    private protected virtual int Flags => 0;

    private protected abstract void WriteBody(ref WireWriter writer, ProtocolVersion version);

    internal static MqttPacket Decode(PacketType type, byte flags, ReadOnlySpan<byte> body, ProtocolVersion version)
    {
        var reader = new WireReader(body);
        return type switch
        {
            PacketType.Connect => ConnectPacket.Read(ref reader, flags),
            PacketType.ConnAck when flags == 0 => ConnAckPacket.Read(ref reader, version),
            PacketType.Publish => PublishPacket.Read(PublishView.Read(ref reader, flags, version)),
            PacketType.PubAck => PubAckPacket.Read(ref reader, version),
            PacketType.PubRec => PubRecPacket.Read(ref reader, version),
            PacketType.PubRel => PubRelPacket.Read(ref reader, version),
            PacketType.PubComp => PubCompPacket.Read(ref reader, version),
            PacketType.Subscribe => SubscribePacket.Read(ref reader, version),
            PacketType.SubAck => SubAckPacket.Read(ref reader, version),
            PacketType.Unsubscribe => UnsubscribePacket.Read(ref reader, version),
            PacketType.UnsubAck => UnsubAckPacket.Read(ref reader, version),
            PacketType.PingReq => PingReqPacket.Read(ref reader),
            PacketType.PingResp when flags == 0 => PingRespPacket.Read(ref reader),
            PacketType.Disconnect => DisconnectPacket.Read(ref reader, version),
            PacketType.Auth when version == ProtocolVersion.V5 => AuthPacket.Read(ref reader),
            _ => throw Fault.Malformed("§2.1.2", $"Packet type {(int)type} with flags {flags} is reserved."),
        };
    }
}
