using System.Buffers;

namespace OpsCenter.Mqtt.Framing;

/// <summary>Tells how long a message's payload is before it has come. Pure: it keeps nothing between calls.</summary>
internal static class PublishHead
{
    /* §3.3   byte 1 · Remaining Length · topic's length, topic · packet identifier (QoS 1, 2) · property length, properties (5.0) · payload
       The payload bears no length of its own: it is what is left of Remaining Length. */

    /// <summary>The length of the payload of the PUBLISH at the buffer's front, from the first bytes that tell it; −1 before those have come, and for every other packet.</summary>
    /// <param name="buffer">The front of a packet whose flags and length have been judged.</param>
    /// <param name="version">What the client speaks: only 5.0 has properties.</param>
    internal static long PayloadLength(in ReadOnlySequence<byte> buffer, ProtocolVersion version)
    {
        var reader = new SequenceReader<byte>(buffer);
        if (!reader.TryRead(out var first) || (PacketType)(first >> 4) != PacketType.Publish) return -1;
        if (!TryReadNumber(ref reader, out var length)) return -1;
        var end = reader.Consumed + length;
        if (!reader.TryRead(out var high) || !reader.TryRead(out var low)) return -1;
        var head = ((high << 8) | low) + ((first & 0b0110) != 0 ? 2L : 0);
        if (version == ProtocolVersion.V5)
        {
            if (reader.Remaining <= head) return -1;
            reader.Advance(head);
            if (!TryReadNumber(ref reader, out var properties)) return -1;
            head = properties;
        }
        return Math.Max(-1, end - reader.Consumed - head); // a head that runs over the end is judged with the whole packet
    }

    private static bool TryReadNumber(ref SequenceReader<byte> reader, out int value)
    {
        value = 0;
        for (var shift = 0; shift < 28 && reader.TryRead(out var next); shift += 7)
        {
            value |= (next & 0x7F) << shift;
            if ((next & 0x80) == 0) return true;
        }
        return false;
    }
}
