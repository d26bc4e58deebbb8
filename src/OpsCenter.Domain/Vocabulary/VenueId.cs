using System.Diagnostics.CodeAnalysis;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>One venue (阵地, 驿站), e.g. <c>v-370602001001-1</c>. Its Chinese name is data, not identity.</summary>
/// <remarks>3 to 32 characters of <c>a-z 0-9 -</c>. The default value is <see cref="None"/>, which nothing bears.</remarks>
public readonly record struct VenueId : IParsable<VenueId>
{
    private readonly string? _text;

    private VenueId(string text) => _text = text;

    /// <summary>None at all.</summary>
    public static VenueId None => default;

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not 3 to 32 characters of <c>a-z 0-9 -</c>.</exception>
    public static VenueId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no venue id: 3 to 32 characters of a-z 0-9 -.");

    /// <summary>Reads an id; false when the text is not 3 to 32 characters of <c>a-z 0-9 -</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out VenueId result)
    {
        result = s is { Length: >= 3 and <= 32 } && !s.AsSpan().ContainsAnyExcept(WireText.IdCharacters) ? new VenueId(s) : default;
        return result._text is not null;
    }

    /// <summary>The id's text; <c>(none)</c> for <see cref="None"/>.</summary>
    public override string ToString() => _text ?? "(none)";
}
