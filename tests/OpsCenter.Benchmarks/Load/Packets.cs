using System.Buffers.Binary;

namespace OpsCenter.Benchmarks.Load;

/// <summary>The little of MQTT 3.1.1 that a client under load must understand.</summary>
internal static class Packets
{
    internal const byte PubAck = 0x40;

    /// <summary>Finds where the first packet begins and ends (§2.2.3).</summary>
    /// <returns>False while it has not wholly come.</returns>
    internal static bool TryCut(ReadOnlySpan<byte> bytes, out int header, out int length)
    {
        (header, length) = (1, 0);
        for (int shift = 0; header < bytes.Length; shift += 7)
        {
            byte part = bytes[header++];
            length |= (part & 0x7F) << shift;
            if (part < 0x80) return bytes.Length >= header + length;
        }
        return false;
    }

    /// <summary>The identifier of a PUBLISH with QoS 1, as it stands in its body (§3.3.2).</summary>
    internal static ReadOnlySpan<byte> IdOf(ReadOnlySpan<byte> body) => body.Slice(2 + BinaryPrimitives.ReadUInt16BigEndian(body), 2);

    internal static bool IsPublish(byte first) => (first & 0xF0) == 0x30;

    internal static bool WantsAck(byte first) => (first & 0x06) == 0x02;
}
