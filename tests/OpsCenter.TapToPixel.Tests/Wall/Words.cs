using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using OpsCenter.TapToPixel.Tests.Testing;
using OpsCenter.Wall;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>Every word of the walls in both languages, on one sheet that people review (UX-16, UX-23).</summary>
public sealed partial class Words
{
    private static readonly string[] Banned = ["到站", "做志愿", "案卷", "空转", "未准入", "拒绝", "空岗", "阵地", "战时", "兜底", "力量", "居委会", "村委会"];
    private static readonly Dictionary<string, string> Chinese = Load("zh-CN");
    private static readonly Dictionary<string, string> English = Load("en");

    [Fact]
    public void Both_languages_say_the_same_things_with_the_same_holes()
    {
        Assert.Equal(Chinese.Keys, English.Keys);
        Assert.All(Chinese.Keys, key => Assert.Equal(Hole().Matches(Chinese[key]).Select(hole => hole.Value), Hole().Matches(English[key]).Select(hole => hole.Value)));
        Assert.DoesNotContain(English, text => text.Value.Any(letter => letter is >= '\u4e00' and <= '\u9fff'));
    }

    [Fact]
    public void No_word_that_is_banned_from_public_screens_is_there() =>
        Assert.Empty(Chinese.Where(text => Banned.Any(word => text.Value.Contains(word, StringComparison.Ordinal))).Select(text => text.Key));

    /// <summary>Sentences stand at a label's size, and a number that is read does not.</summary>
    [Fact]
    public void No_sentence_that_explains_bears_a_number() =>
        Assert.Empty(Chinese.Concat(English).Where(text => text.Key.Split('.')[0] is "caption" or "fleet" && text.Value.Any(char.IsAsciiDigit)).Select(text => text.Value));

    [Fact]
    public void English_says_Party_member_never_member_alone() =>
        Assert.Empty(English.Where(text => Member().IsMatch(text.Value)).Select(text => text.Key));

    [Fact]
    public void The_review_sheet_holds_every_text_as_it_is()
    {
        string sheet = Path.Combine(Repository.Root, "src", "OpsCenter.Wall", "Texts", "words.md");
        string wanted = Sheet();
        if (Environment.GetEnvironmentVariable("APPROVE") == "1") File.WriteAllText(sheet, wanted);
        Assert.Equal(wanted, File.ReadAllText(sheet));
    }

    private static string Sheet()
    {
        var sheet = new StringBuilder("# Every text of the walls\n\nOne row a text: the screen it stands on, both languages, their lengths. Made from the resources; a test holds it equal to them.\n\n| key | screen | 中文 | English | 字 | letters |\n|---|---|---|---|---|---|\n");
        foreach (var (key, chinese) in Chinese) sheet.Append(System.Globalization.CultureInfo.InvariantCulture, $"| `{key}` | {Screen(key)} | {chinese} | {English[key]} | {chinese.Length} | {English[key].Length} |\n");
        return sheet.ToString();
    }

    /// <summary>Where a reader meets a text, by the first part of its key; a key of no known part fails the sheet.</summary>
    private static string Screen(string key) => key.Split('.')[0] switch
    {
        "age" => "every wall: head and banner",
        "synthetic" => "every wall and print: over the map, or in the head",
        "health" => "every wall: banner",
        "dashboard" or "night" => "every wall: head",
        "unit" => "every wall: over the map",
        "figure" => "every wall: figures, charts, kiosks, stations",
        "fleet" => "every wall: head",
        "attention" => "every wall: focus grids",
        "trend" => "every wall: charts",
        "happening" or "happenings" or "purpose" => "every wall: latest (rotation)",
        "caption" => "every wall: what it means (rotation)",
        "response" => "every wall: emergency response",
        "level" => "every wall: legend, and names of the map as read aloud",
        "map" => "every wall: map",
        "venues" => "wall of a grid or station",
        "rotation" or "page" => "every wall, read aloud only",
        _ => throw new InvalidOperationException($"Say on which screen '{key}' stands."),
    };

    private static Dictionary<string, string> Load(string tag)
    {
        using var file = typeof(WallSetup).Assembly.GetManifestResourceStream($"texts/{tag}.json")!;
        return JsonSerializer.Deserialize<Dictionary<string, string>>(file)!;
    }

    [GeneratedRegex(@"\{\w+\}")]
    private static partial Regex Hole();

    [GeneratedRegex(@"(?<!Party )\bmembers?\b", RegexOptions.IgnoreCase)]
    private static partial Regex Member();
}
