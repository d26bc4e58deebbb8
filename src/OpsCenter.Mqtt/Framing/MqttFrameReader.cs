using System.Buffers;
using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Framing;

/// <summary>Cuts a stream of bytes into packets. Pure: it keeps nothing between calls.</summary>
public static class MqttFrameReader
{
    /// <summary>The longest packet the protocol allows, header included: 1 + 4 + 268,435,455 bytes (§2.1.4).</summary>
    public const int LargestPacket = 268_435_460;

    /* §2.1.1                 7 6 5 4 | 3   2 1  0
       byte 1                 type    | DUP QoS  RETAIN (PUBLISH; else fixed)
       bytes 2–5              Remaining Length: 7 bits each, low first, bit 7 = more */

    /// <summary>Takes the first packet off the buffer. True: there it is. False: not all of it has come yet. Throws: the peer is wrong.</summary>
    /// <param name="buffer">What has come; the packet is cut off its front.</param>
    /// <param name="maxPacketBytes">The longest packet allowed, header included; 2 to <see cref="LargestPacket"/>. It is checked as soon as the length is known, before the rest is waited for.</param>
    /// <param name="frame">The packet.</param>
    /// <exception cref="MqttProtocolException">Reserved type or flags, QoS 3, a length of five bytes, or a packet above the limit.</exception>
    public static bool TryRead(ref ReadOnlySequence<byte> buffer, int maxPacketBytes, out MqttFrame frame)
    {
        frame = default;
        Span<byte> header = stackalloc byte[5];
        var head = Head(buffer, header);
        if (head.IsEmpty) return false;
        var type = (PacketType)(head[0] >> 4);
        var flags = (byte)(head[0] & 0x0F);
        CheckFlags(type, flags);
        if (!TryReadLength(head[1..], out var length, out var lengthBytes)) return false;
        var total = 1L + lengthBytes + length;
        if (total > maxPacketBytes) throw Fault.TooLarge(total, maxPacketBytes); // before it is buffered
        if (buffer.Length < total) return false;
        frame = new MqttFrame(type, flags, buffer.Slice(1 + lengthBytes, length));
        buffer = buffer.Slice(total);
        return true;
    }

    // Where a packet's end cannot be known, nothing more is said to the peer: the stream is lost.
    private static bool TryReadLength(ReadOnlySpan<byte> bytes, out int length, out int size)
    {
        try
        {
            return VariableByteInteger.TryRead(bytes, out length, out size);
        }
        catch (MqttProtocolException fault)
        {
            throw fault.Silenced();
        }
    }

    private static ReadOnlySpan<byte> Head(in ReadOnlySequence<byte> buffer, Span<byte> copy)
    {
        var first = buffer.FirstSpan;
        if (first.Length >= 5 || buffer.IsSingleSegment) return first;
        var head = buffer.Slice(0, Math.Min(5, buffer.Length));
        head.CopyTo(copy);
        return copy[..(int)head.Length];
    }

    private static void CheckFlags(PacketType type, byte flags)
    {
        switch (type)
        {
            case PacketType.Reserved:
                throw Fault.Protocol("§2.1.2", "Packet type 0 is forbidden.");
            case PacketType.Publish:
                if ((flags & 0b0110) == 0b0110) throw Fault.Malformed("MQTT-3.3.1-4", "A PUBLISH has QoS 3.");
                if ((flags & 0b1110) == 0b1000) throw Fault.Malformed("MQTT-3.3.1-2", "A PUBLISH of QoS 0 has DUP set.");
                break;
            case PacketType.Connect: // judged with the protocol name, as 3.1 had not reserved them
            case PacketType.ConnAck or PacketType.PingResp: // judged first by who may send them
                break;
            case PacketType.Auth:
                if (flags != 0) throw Fault.Protocol("MQTT-3.15.1-1", $"AUTH has flags {flags}, not 0.");
                break;
            case PacketType.PubRel or PacketType.Subscribe or PacketType.Unsubscribe:
                if (flags != 0b0010) throw Fault.Malformed("MQTT-2.1.3-1", $"{type} has flags {flags}, not 2."); // also MQTT-3.6.1-1, -3.8.1-1, -3.10.1-1
                break;
            default:
                if (flags != 0) throw Fault.Malformed("MQTT-2.1.3-1", $"{type} has flags {flags}, not 0.");
                break;
        }
    }
}
