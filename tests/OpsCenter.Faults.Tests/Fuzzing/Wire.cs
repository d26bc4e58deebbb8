using System.Text;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>Packets written by hand, right or wrong: nothing here asks the server's own code how.</summary>
internal static class Wire
{
    /// <summary>A packet whose length is told rightly.</summary>
    internal static byte[] Packet(byte head, params byte[][] parts)
    {
        int length = parts.Sum(part => part.Length);
        byte[] packet = new byte[1 + SizeOf(length) + length];
        packet[0] = head;
        int at = 1;
        for (int left = length; ; left >>= 7)
        {
            packet[at++] = (byte)((left & 0x7F) | (left > 0x7F ? 0x80 : 0));
            if (left <= 0x7F) break;
        }
        foreach (byte[] part in parts)
        {
            part.CopyTo(packet, at);
            at += part.Length;
        }
        return packet;
    }

    internal static byte[] Text(string text) => Block(Encoding.UTF8.GetBytes(text));

    /// <summary>Two bytes of length, then the bytes.</summary>
    internal static byte[] Block(byte[] bytes) => [.. Two(bytes.Length), .. bytes];

    internal static byte[] Two(int number) => [(byte)(number >> 8), (byte)(number & 0xFF)];

    /// <summary>Hex, with spaces where they help.</summary>
    internal static byte[] Hex(string hex) => Convert.FromHexString(hex.Replace(" ", "", StringComparison.Ordinal));

    /* §3.1   10 length | 0004 MQTT | 04 or 05 | flags | keep alive | properties (5.0) | client id | user | password */
    internal static byte[] Connect(bool isV5, string id, string secret, byte flags = 0xC2, byte[]? properties = null, int keepAlive = 60) => Packet(0x10,
        Text("MQTT"), [isV5 ? (byte)5 : (byte)4, flags], Two(keepAlive), isV5 ? properties ?? [0] : [], Text(id), Text(id), Text(secret));

    /* §3.3   3q length | topic | id when q > 0 | properties (5.0) | payload */
    internal static byte[] Publish(bool isV5, string topic, byte[] payload, int qos, int id, byte[]? properties = null) => Packet((byte)(0x30 | (qos << 1)),
        Text(topic), qos == 0 ? [] : Two(id), isV5 ? properties ?? [0] : [], payload);

    private static int SizeOf(int length) => length < 1 << 7 ? 1 : length < 1 << 14 ? 2 : length < 1 << 21 ? 3 : 4;
}
