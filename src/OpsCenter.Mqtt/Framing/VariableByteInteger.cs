using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Framing;

/// <summary>Whole numbers of one to four bytes, 0 to 268,435,455: seven bits each, low first, bit 7 = more (§1.5.5).</summary>
internal static class VariableByteInteger
{
    internal const int Largest = 268_435_455;

    internal static int Size(int value) => value < 0x80 ? 1 : value < 0x4000 ? 2 : value < 0x20_0000 ? 3 : 4;

    /// <summary>False: more bytes must come. Throws when the fourth byte says that a fifth follows.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> bytes, out int value, out int size)
    {
        value = 0;
        for (size = 0; size < bytes.Length && size < 4;)
        {
            var next = bytes[size];
            value |= (next & 0x7F) << (7 * size);
            size++;
            if ((next & 0x80) != 0) continue;
            if (next == 0 && size > 1) throw Fault.Malformed("MQTT-1.5.5-1", "A number is not in its shortest form.");
            return true;
        }
        return size < 4 ? false : throw Fault.Malformed("§1.5.5", "A number has more than four bytes.");
    }

    internal static int Write(Span<byte> bytes, int value)
    {
        var size = 0;
        do
        {
            var rest = value >> 7;
            bytes[size++] = (byte)((value & 0x7F) | (rest > 0 ? 0x80 : 0));
            value = rest;
        }
        while (value > 0);
        return size;
    }
}
