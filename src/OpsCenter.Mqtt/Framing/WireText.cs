using System.Buffers;
using System.Text;
using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Framing;

/// <summary>Text on the wire: UTF-8 with two length bytes before it (§1.5.4).</summary>
internal static class WireText
{
    internal const int LongestBytes = 65_535;

    /// <summary>Throws unless the bytes are well-formed UTF-8 without the code points that a receiver may refuse; we refuse them.</summary>
    internal static void Check(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.ContainsAnyExceptInRange((byte)0x20, (byte)0x7E)) return;
        while (!utf8.IsEmpty)
        {
            if (Rune.DecodeFromUtf8(utf8, out var rune, out var used) != OperationStatus.Done)
                throw Fault.Malformed("MQTT-1.5.4-1", "A text is not well-formed UTF-8."); // 3.1.1: MQTT-1.5.3-1
            if (rune.Value == 0) throw Fault.Malformed("MQTT-1.5.4-2", "A text holds U+0000."); // 3.1.1: MQTT-1.5.3-2
            if (IsControl(rune.Value) || IsNonCharacter(rune.Value)) throw Fault.Malformed("§1.5.4", $"A text holds U+{rune.Value:X4}.");
            utf8 = utf8[used..];
        }
    }

    internal static string Decode(ReadOnlySpan<byte> utf8)
    {
        Check(utf8);
        return Encoding.UTF8.GetString(utf8);
    }

    private static bool IsControl(int code) => code is < 0x20 or (>= 0x7F and <= 0x9F);

    private static bool IsNonCharacter(int code) => code is >= 0xFDD0 and <= 0xFDEF || (code & 0xFFFE) == 0xFFFE;
}
