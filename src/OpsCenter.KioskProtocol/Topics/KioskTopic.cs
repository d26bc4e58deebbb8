using System.Diagnostics.CodeAnalysis;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.KioskProtocol.Topics;

/// <summary>A kiosk's topic: <c>ops/v1/{cell}/{kiosk}/up|state|ask|receipt|down</c>.</summary>
/// <param name="Cell">The city's code; it never changes.</param>
/// <param name="Kiosk">The kiosk. None may bear the id <c>posture</c>: that level belongs to <see cref="PostureTopic"/>.</param>
/// <param name="Channel">What is said there.</param>
public readonly record struct KioskTopic(UnitCode Cell, KioskId Kiosk, KioskChannel Channel) : IParsable<KioskTopic>
{
    internal const string Root = "ops/v1/";

    /// <summary>Whether the kiosk is the one who publishes here; the server publishes on the others.</summary>
    public bool IsFromKiosk => Channel is KioskChannel.Up or KioskChannel.State or KioskChannel.Ask;

    /// <summary>Reads a topic.</summary>
    /// <exception cref="FormatException">The text is no topic of a kiosk.</exception>
    public static KioskTopic Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var topic) ? topic : throw new FormatException($"'{s}' is no topic of a kiosk.");

    /// <summary>Reads a topic; false when the text is anything but a kiosk's topic, wildcards included.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out KioskTopic result)
    {
        result = default;
        if (s is null || !TryCell(s, out var cell, out var rest)) return false;
        int slash = rest.IndexOf('/');
        if (slash < 0 || ChannelOf(rest[(slash + 1)..]) is not { } channel) return false;
        if (!KioskId.TryParse(rest[..slash].ToString(), provider, out var kiosk) || rest[..slash] is PostureTopic.Level) return false;
        result = new KioskTopic(cell, kiosk, channel);
        return true;
    }

    /// <summary>The topic as it stands in a PUBLISH.</summary>
    public override string ToString() => $"{Root}{Cell}/{Kiosk}/{Word(Channel)}";

    internal static bool TryCell(ReadOnlySpan<char> text, out UnitCode cell, out ReadOnlySpan<char> rest)
    {
        cell = default;
        rest = default;
        if (!text.StartsWith(Root, StringComparison.Ordinal)) return false;
        text = text[Root.Length..];
        if (text.Length < 7 || text[6] != '/' || !UnitCode.TryParse(text[..6], out cell) || cell.Level is not UnitLevel.City) return false;
        rest = text[7..];
        return true;
    }

    private static KioskChannel? ChannelOf(ReadOnlySpan<char> word) => word switch
    {
        "up" => KioskChannel.Up,
        "state" => KioskChannel.State,
        "ask" => KioskChannel.Ask,
        "receipt" => KioskChannel.Receipt,
        "down" => KioskChannel.Down,
        _ => null,
    };

    private static string Word(KioskChannel channel) => channel switch
    {
        KioskChannel.Up => "up",
        KioskChannel.State => "state",
        KioskChannel.Ask => "ask",
        KioskChannel.Receipt => "receipt",
        KioskChannel.Down => "down",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "No such channel."),
    };
}
