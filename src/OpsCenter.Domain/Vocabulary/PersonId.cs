using System.Diagnostics.CodeAnalysis;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>A person, without saying who: random when registered, else HMAC(month key of the happened day, card), so that it means nothing once the month key is destroyed.</summary>
/// <remarks>128 bits, written as 32 lower-case hex digits. The default value is <see cref="None"/>, a walk-in (no card).</remarks>
public readonly record struct PersonId(UInt128 Value) : IParsable<PersonId>
{
    /// <summary>Nobody in particular: a walk-in.</summary>
    public static PersonId None => default;

    /// <summary>Reads 32 hex digits.</summary>
    /// <exception cref="FormatException">The text is not 32 lower-case hex digits.</exception>
    public static PersonId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException("A person id is 32 lower-case hex digits.");

    /// <summary>Reads 32 hex digits; false when the text is anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PersonId result)
    {
        result = default;
        if (s is not { Length: 32 } || s.AsSpan().ContainsAnyExcept(WireText.LowerHex)) return false;
        result = new PersonId(UInt128.Parse(s, System.Globalization.NumberStyles.AllowHexSpecifier, provider));
        return true;
    }

    /// <summary>32 lower-case hex digits.</summary>
    public override string ToString() => Value.ToString("x32", System.Globalization.CultureInfo.InvariantCulture);
}
