using System.Diagnostics.CodeAnalysis;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>A kind of request by its code in the city pack's catalogue, e.g. <c>water-leak</c>.</summary>
/// <remarks>2 to 32 characters of <c>a-z 0-9 -</c>. The default value is <see cref="None"/>, which nothing bears.</remarks>
public readonly record struct RequestKind : IParsable<RequestKind>
{
    private readonly string? _text;

    private RequestKind(string text) => _text = text;

    /// <summary>None at all.</summary>
    public static RequestKind None => default;

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is not 2 to 32 characters of <c>a-z 0-9 -</c>.</exception>
    public static RequestKind Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no request kind: 2 to 32 characters of a-z 0-9 -.");

    /// <summary>Reads an id; false when the text is not 2 to 32 characters of <c>a-z 0-9 -</c>.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out RequestKind result)
    {
        result = s is { Length: >= 2 and <= 32 } && !s.AsSpan().ContainsAnyExcept(WireText.IdCharacters) ? new RequestKind(s) : default;
        return result._text is not null;
    }

    /// <summary>The id's text; <c>(none)</c> for <see cref="None"/>.</summary>
    public override string ToString() => _text ?? "(none)";
}
