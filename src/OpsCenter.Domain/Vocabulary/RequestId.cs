using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>One request (诉求), named by the tap that raised it: a resent tap is recognised for ever.</summary>
/// <remarks>Written <c>{kiosk}/{outbox}/{seq}</c>. The default value is <see cref="None"/>, which no request bears.</remarks>
public readonly record struct RequestId(TapId Tap) : IParsable<RequestId>
{
    /// <summary>No request.</summary>
    public static RequestId None => default;

    /// <summary>Reads what <see cref="ToString"/> wrote.</summary>
    /// <exception cref="FormatException">The text is not kiosk, outbox and number.</exception>
    public static RequestId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no request id: kiosk/outbox/seq.");

    /// <summary>Reads what <see cref="ToString"/> wrote; false when the text is anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RequestId result)
    {
        result = default;
        string[] parts = (s ?? "").Split('/');
        if (parts.Length != 3 || !KioskId.TryParse(parts[0], provider, out var kiosk) || !OutboxId.TryParse(parts[1], provider, out var outbox)) return false;
        if (!long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out long seq) || seq is < 1 or > TapId.MaxSeq) return false;
        result = new RequestId(new TapId(kiosk, outbox, seq));
        return true;
    }

    /// <summary>Kiosk, outbox and number, divided by <c>/</c>.</summary>
    public override string ToString() => Tap.ToString();
}
