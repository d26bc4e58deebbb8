using System.Diagnostics.CodeAnalysis;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.KioskProtocol.Topics;

/// <summary>The topic of one unit's retained tile, for integrators: <c>ops/v1/{cell}/posture/{unit}</c>.</summary>
/// <param name="Cell">The city's code.</param>
/// <param name="Unit">A division code of 6, 9, 12 or 15 digits, or a venue's id.</param>
public readonly record struct PostureTopic(UnitCode Cell, string Unit) : IParsable<PostureTopic>
{
    internal const string Level = "posture";

    /// <summary>The filter that takes every tile of a city.</summary>
    /// <param name="cell">The city's code.</param>
    public static string FilterOf(UnitCode cell) => $"{KioskTopic.Root}{cell}/{Level}/#";

    /// <summary>Reads a topic.</summary>
    /// <exception cref="FormatException">The text is no topic of a tile.</exception>
    public static PostureTopic Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var topic) ? topic : throw new FormatException($"'{s}' is no topic of a tile.");

    /// <summary>Reads a topic; false when the text is anything but the topic of one tile, wildcards included.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out PostureTopic result)
    {
        result = default;
        if (s is null || !KioskTopic.TryCell(s, out var cell, out var rest) || !rest.StartsWith(Level + "/", StringComparison.Ordinal)) return false;
        string unit = rest[(Level.Length + 1)..].ToString();
        if (!UnitCode.TryParse(unit, out _) && !VenueId.TryParse(unit, provider, out _)) return false;
        result = new PostureTopic(cell, unit);
        return true;
    }

    /// <summary>The topic as it stands in a PUBLISH.</summary>
    public override string ToString() => $"{KioskTopic.Root}{Cell}/{Level}/{Unit}";
}
