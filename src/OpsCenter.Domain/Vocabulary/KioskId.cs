using System.Diagnostics.CodeAnalysis;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>One kiosk; also its MQTT client id, its user name, a level of its topics and the CN of its certificate (<c>wire.md</c>, CONNECT).</summary>
/// <remarks>3 to 32 characters of <c>a-z 0-9 -</c>. The default value is <see cref="None"/>, which nothing bears.</remarks>
public readonly record struct KioskId : IParsable<KioskId>
{
    private readonly string? _text;

    private KioskId(string text) => _text = text;

    /// <summary>None at all.</summary>
    public static KioskId None => default;

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not 3 to 32 characters of <c>a-z 0-9 -</c>.</exception>
    public static KioskId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no kiosk id: 3 to 32 characters of a-z 0-9 -.");

    /// <summary>Reads an id; false when the text is not 3 to 32 characters of <c>a-z 0-9 -</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out KioskId result)
    {
        result = s is { Length: >= 3 and <= 32 } && !s.AsSpan().ContainsAnyExcept(WireText.IdCharacters) ? new KioskId(s) : default;
        return result._text is not null;
    }

    /// <summary>The id's text; <c>(none)</c> for <see cref="None"/>.</summary>
    public override string ToString() => _text ?? "(none)";
}
