using System.Buffers.Binary;
using System.Buffers.Text;
using System.Text;
using OpsCenter.Simulator.City;

namespace OpsCenter.Simulator.Load;

/* PUBLISH QoS 1, MQTT 3.1.1 §3.3      32 · length (2 bytes) · topic length, topic · packet id · payload
   payload, filled up to 160 bytes     {"seq":N,"outbox":"…","at":"…","type":"check-in","data":{"card":"…","purpose":"service"}} */

/// <summary>Writes the frames of one kiosk's taps straight into a buffer: the load must cost less than what it loads.</summary>
/// <param name="topic">The kiosk's topic <c>up</c>.</param>
/// <param name="outbox">8 hex digits: longer ones make the payload longer than <see cref="PayloadBytes"/>.</param>
internal sealed class TapFrame(string topic, string outbox)
{
    /// <summary>No frame is longer.</summary>
    internal const int MaxBytes = 400;

    /// <summary>Every payload is as long, filled up with spaces: what is measured does not grow with the numbers.</summary>
    internal const int PayloadBytes = 160;

    private readonly byte[] _topic = Encoding.UTF8.GetBytes(topic);
    private readonly byte[] _outbox = Encoding.UTF8.GetBytes($",\"outbox\":\"{outbox}\",\"at\":\"");
    private readonly long _kiosk = topic.GetHashCode(StringComparison.Ordinal);

    /// <summary>The packet identifier of a tap.</summary>
    internal static ushort IdOf(long seq) => (ushort)(seq % ushort.MaxValue + 1);

    /// <summary>Writes one frame.</summary>
    /// <returns>Its length.</returns>
    internal int Write(Span<byte> buffer, long seq, DateTimeOffset at)
    {
        buffer[0] = 0x32;
        BinaryPrimitives.WriteUInt16BigEndian(buffer[3..], (ushort)_topic.Length);
        int at0 = 5;
        Put(buffer, ref at0, _topic);
        BinaryPrimitives.WriteUInt16BigEndian(buffer[at0..], IdOf(seq));
        at0 += 2;
        int payload = at0;
        Put(buffer, ref at0, "{\"seq\":"u8);
        Utf8Formatter.TryFormat(seq, buffer[at0..], out int written);
        at0 += written;
        Put(buffer, ref at0, _outbox);
        Utf8Formatter.TryFormat(at.UtcDateTime, buffer[at0..], out written, 'O');
        at0 += written;
        Put(buffer, ref at0, "\",\"type\":\"check-in\",\"data\":{\"card\":\""u8);
        PutHex(buffer, ref at0, Seeds.Mix(_kiosk, seq % 1000, 1));
        PutHex(buffer, ref at0, Seeds.Mix(_kiosk, seq % 1000, 2));
        Put(buffer, ref at0, "\",\"purpose\":\"service\"}}"u8);
        while (at0 < payload + PayloadBytes) buffer[at0++] = (byte)' ';
        int length = at0 - 3;
        buffer[1] = (byte)(length & 0x7F | 0x80);
        buffer[2] = (byte)(length >> 7);
        return at0;
    }

    private static void Put(Span<byte> buffer, ref int at, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(buffer[at..]);
        at += bytes.Length;
    }

    private static void PutHex(Span<byte> buffer, ref int at, ulong bits)
    {
        for (int shift = 60; shift >= 0; shift -= 4) buffer[at++] = "0123456789abcdef"u8[(int)(bits >> shift & 0xF)];
    }
}
