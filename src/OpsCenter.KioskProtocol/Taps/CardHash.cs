using System.Buffers;
using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpsCenter.KioskProtocol.Taps;

/// <summary>A card as the kiosk sends it: a keyed hash made with the city's card key. The server hashes it again before it keeps anything.</summary>
/// <remarks>128 bits, 32 hex digits of either case on the wire. It prints itself masked: a log never shows a card.</remarks>
/// <param name="Value">The 128 bits, first digit highest.</param>
public readonly record struct CardHash(UInt128 Value)
{
    /// <summary>Reads 32 hex digits; false when the text is anything else.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out CardHash card)
    {
        card = default;
        Span<byte> bytes = stackalloc byte[16];
        if (utf8.Length != 32 || Convert.FromHexString(utf8, bytes, out _, out _) is not OperationStatus.Done) return false;
        card = new CardHash(BinaryPrimitives.ReadUInt128BigEndian(bytes));
        return true;
    }

    /// <summary>Reads 32 hex digits; false when the text is anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out CardHash card)
    {
        Span<byte> utf8 = stackalloc byte[32];
        card = default;
        return text is { Length: 32 } && System.Text.Ascii.FromUtf16(text, utf8, out _) is OperationStatus.Done && TryParse(utf8, out card);
    }

    /// <summary>Writes the 16 bytes, highest first: what the server's own keyed hash takes.</summary>
    /// <param name="destination">At least 16 bytes.</param>
    public void WriteBytes(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>32 lower-case hex digits, for the wire only.</summary>
    public string ToWire() => Value.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A mask: a card is nobody's business in a log.</summary>
    public override string ToString() => "(card)";
}
