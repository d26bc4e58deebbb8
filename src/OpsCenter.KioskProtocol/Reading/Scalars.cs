using System.Buffers;
using System.Text;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.KioskProtocol.Reading;

/// <summary>Reads single values strictly: false means that the value is not what its member asks for.</summary>
internal static class Scalars
{
    private const long MaxWhole = TapId.MaxSeq;

    private static readonly SearchValues<byte> IdBytes =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.:/+"u8);

    internal static bool IsNull(ref Utf8JsonReader json) => json.TokenType is JsonTokenType.Null;

    internal static bool TryWhole(ref Utf8JsonReader json, long lowest, out long value)
    {
        if (json.TokenType is JsonTokenType.Number && json.TryGetInt64(out value) && value >= lowest && value <= MaxWhole) return true;
        value = 0;
        return false;
    }

    internal static bool TryMilliseconds(ref Utf8JsonReader json, out long value)
    {
        if (TryWhole(ref json, 0, out value)) return true;
        if (json.TokenType is not JsonTokenType.Number || !json.TryGetDouble(out double real) || real is not (>= 0 and <= MaxWhole)) return false;
        value = (long)real;
        return true;
    }

    internal static bool TryReal(ref Utf8JsonReader json, out double value)
    {
        value = 0;
        return json.TokenType is JsonTokenType.Number && json.TryGetDouble(out value) && double.IsFinite(value);
    }

    internal static bool TryBool(ref Utf8JsonReader json, out bool value)
    {
        value = json.TokenType is JsonTokenType.True;
        return json.TokenType is JsonTokenType.True or JsonTokenType.False;
    }

    internal static bool TryUtf8(ref Utf8JsonReader json, out ReadOnlySpan<byte> utf8)
    {
        bool isText = json.TokenType is JsonTokenType.String;
        utf8 = !isText ? default : json.ValueIsEscaped ? Encoding.UTF8.GetBytes(json.GetString()!) : json.ValueSpan;
        return isText;
    }

    internal static bool TryInstant(ref Utf8JsonReader json, out DateTimeOffset instant)
    {
        instant = default;
        return TryUtf8(ref json, out var utf8) && Rfc3339.TryParse(utf8, out instant);
    }

    /// <summary>1 to 64 characters that can name no person; the text that was read last is used again.</summary>
    internal static bool TryId(ref Utf8JsonReader json, ref string? last)
    {
        if (!TryUtf8(ref json, out var utf8) || utf8.Length is < 1 or > 64) return false;
        if (last is not null && Ascii.Equals(utf8, last)) return true;
        if (utf8.ContainsAnyExcept(IdBytes)) return false;
        last = Encoding.ASCII.GetString(utf8);
        return true;
    }

    /// <summary>An id, or a whole number kept as its digits.</summary>
    internal static bool TryIdOrNumber(ref Utf8JsonReader json, out string? id)
    {
        id = null;
        if (!TryWhole(ref json, 0, out long number)) return TryId(ref json, ref id);
        id = number.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return true;
    }

    /// <summary>A text of at most so many Unicode characters, surrogate pairs counted once.</summary>
    internal static bool TryText(ref Utf8JsonReader json, int most, out string? text)
    {
        text = json.TokenType is JsonTokenType.String ? json.GetString() : null;
        if (text is null) return false;
        if (text.Length <= most) return true;
        int characters = text.Length;
        foreach (char c in text) if (char.IsHighSurrogate(c)) characters--;
        return characters <= most;
    }

    internal static bool TryTicket(ref Utf8JsonReader json, out Ticket ticket)
    {
        ticket = default;
        return json.TokenType is JsonTokenType.String && Ticket.TryParse(json.GetString(), null, out ticket);
    }

    /// <summary><c>0</c>, or 8 to 32 hex digits of either case; the id that was read last is used again.</summary>
    internal static bool TryOutbox(ref Utf8JsonReader json, ref (string Text, OutboxId Id) last)
    {
        if (!TryUtf8(ref json, out var utf8) || utf8.Length > 32) return false;
        if (Ascii.Equals(utf8, last.Text)) return true;
        string text = Encoding.ASCII.GetString(utf8);
        if (!OutboxId.TryParse(text.ToLowerInvariant(), null, out var id)) return false;
        last = (text, id);
        return true;
    }
}
