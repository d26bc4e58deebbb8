using System.Diagnostics.CodeAnalysis;

namespace OpsCenter.Domain.Vocabulary;

/// <summary>One outbox file of a kiosk, drawn at random when the file is made: a new file starts a new count at 1.</summary>
/// <remarks>8 to 32 lower-case hex digits, or the default <c>0</c> for kiosks that name none (<c>wire.md</c>, <c>up</c>).</remarks>
public readonly record struct OutboxId : IParsable<OutboxId>
{
    private readonly string? _text;

    private OutboxId(string text) => _text = text;

    /// <summary>The outbox of a kiosk that names none, written <c>0</c>.</summary>
    public static OutboxId Default => default;

    /// <summary>Reads an id.</summary>
    /// <exception cref="FormatException">The text is neither <c>0</c> nor 8 to 32 lower-case hex digits.</exception>
    public static OutboxId Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var id) ? id : throw new FormatException($"'{s}' is no outbox id: 0, or 8 to 32 hex digits.");

    /// <summary>Reads an id; false when the text is neither <c>0</c> nor 8 to 32 lower-case hex digits.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out OutboxId result)
    {
        result = default;
        if (s is "0") return true;
        if (s is not { Length: >= 8 and <= 32 } || s.AsSpan().ContainsAnyExcept(WireText.LowerHex)) return false;
        result = new OutboxId(s);
        return true;
    }

    /// <summary>The id's text; <c>0</c> by default.</summary>
    public override string ToString() => _text ?? "0";
}
