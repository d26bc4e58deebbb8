using System.Collections.Frozen;
using System.Text.Json;

namespace OpsCenter.Wall.Page;

/// <summary>All that a wall says, in Chinese and English, from the library's resources.</summary>
public sealed class WallTexts
{
    private static readonly WallTexts Chinese = new("zh-CN", "zh");
    private static readonly WallTexts English = new("en", "en");

    private WallTexts(string tag, string language)
    {
        using var file = typeof(WallTexts).Assembly.GetManifestResourceStream($"texts/{tag}.json")!;
        (Tag, Language) = (tag, language);
        All = JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.ToFrozenDictionary();
    }

    /// <summary>The tag of the language, for the page's <c>lang</c>.</summary>
    internal string Tag { get; }

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    internal string Language { get; }

    /// <summary>Every text by its key.</summary>
    internal FrozenDictionary<string, string> All { get; }

    /// <summary>A text by its key.</summary>
    internal string this[string key] => All[key];

    /// <summary>English when the address asks for it, else Chinese.</summary>
    internal static WallTexts For(string? language) => language?.StartsWith("en", StringComparison.OrdinalIgnoreCase) is true ? English : Chinese;
}
