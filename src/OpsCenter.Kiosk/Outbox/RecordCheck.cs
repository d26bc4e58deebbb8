using System.Buffers.Binary;
using System.Numerics;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>What a stored tap is held against when it is read: CRC-32C of its number and its bytes. SQLite has none for what lies in its file.</summary>
internal static class RecordCheck
{
    private const long Known = 1L << 32; // a row of an older file has none, which reads as 0

    /// <summary>The value kept beside a tap.</summary>
    internal static long Of(long seq, ReadOnlySpan<byte> payload)
    {
        uint crc = BitOperations.Crc32C(uint.MaxValue, (ulong)seq);
        for (; payload.Length >= sizeof(ulong); payload = payload[sizeof(ulong)..]) crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(payload));
        foreach (byte b in payload) crc = BitOperations.Crc32C(crc, b);
        return Known | ~crc;
    }

    /// <summary>Whether a row is as it was stored, as far as it can be known.</summary>
    internal static bool Holds(long kept, long seq, ReadOnlySpan<byte> payload) => kept == 0 || kept == Of(seq, payload);
}
