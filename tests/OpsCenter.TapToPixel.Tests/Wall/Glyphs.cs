using System.Globalization;
using System.Text;
using System.Text.Json;
using OpsCenter.CityPack;
using OpsCenter.TapToPixel.Tests.Testing;
using OpsCenter.Wall;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>Every character that a wall can show is in the font that we serve (UX-19): a fresh machine has no Chinese font.</summary>
[Collection(nameof(LookingScreens))]
public sealed class Glyphs(Screens screens) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Theory, InlineData("texts"), InlineData("city"), InlineData("dashboards"), InlineData("gb2312"), InlineData("rare")]
    public async Task Every_character_comes_from_our_own_font(string source)
    {
        string characters = Distinct(source switch
        {
            "texts" => Resource("zh-CN") + Resource("en"),
            "city" => City(),
            "dashboards" => string.Concat(Directory.EnumerateFiles(Repository.Dashboards, "*.json").Select(File.ReadAllText)),
            "gb2312" => Gb2312(),
            _ => File.ReadAllText(Path.Combine(Repository.Root, "src", "OpsCenter.Wall", "Browser", "fonts", "rare.txt")),
        });
        Assert.True(characters.Length > 40, $"Only '{characters}' was found.");
        Assert.Empty(await ForeignAsync(characters));
    }

    [Fact]
    public async Task A_character_that_the_font_lacks_is_found_out() => Assert.NotEmpty(await ForeignAsync("网格\u0E01"));

    /// <summary>The fonts of the machine that the browser had to take instead of ours.</summary>
    private async Task<IEnumerable<string>> ForeignAsync(string characters)
    {
        var page = await screens.ShowAsync("city");
        var tools = await page.Context.NewCDPSessionAsync(page);
        await page.EvaluateAsync("""
            async (characters) => {
              const text = document.createElement('p');
              text.id = 'glyphs';
              text.textContent = characters;
              document.body.append(text);
              await document.fonts.load("16px 'Noto Sans SC Variable'", characters);
              await document.fonts.ready;
              text.getBoundingClientRect();
            }
            """, characters);
        foreach (string domain in new[] { "DOM.enable", "CSS.enable" }) await tools.SendAsync(domain);
        int root = (await tools.SendAsync("DOM.getDocument"))!.Value.GetProperty("root").GetProperty("nodeId").GetInt32();
        int node = (await tools.SendAsync("DOM.querySelector", new() { ["nodeId"] = root, ["selector"] = "#glyphs" }))!.Value.GetProperty("nodeId").GetInt32();
        var fonts = (await tools.SendAsync("CSS.getPlatformFontsForNode", new() { ["nodeId"] = node }))!.Value.GetProperty("fonts");
        return [.. fonts.EnumerateArray().Where(font => !font.GetProperty("isCustomFont").GetBoolean())
            .Select(font => $"{font.GetProperty("glyphCount")} of {font.GetProperty("familyName")}")];
    }

    private static string Distinct(string text) => string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune) && Rune.GetUnicodeCategory(rune) is not UnicodeCategory.PrivateUse).Distinct());

    private static string Resource(string tag)
    {
        using var file = typeof(WallSetup).Assembly.GetManifestResourceStream($"texts/{tag}.json")!;
        return string.Concat(JsonSerializer.Deserialize<Dictionary<string, string>>(file)!.Values);
    }

    private static string City()
    {
        var plan = CityPackLoader.LoadShipped();
        var names = plan.Units.SelectMany(unit => new[] { unit.Name, unit.ShortName, unit.EnglishName })
            .Concat(plan.Parts.Venues.SelectMany(venue => new[] { venue.Name, venue.EnglishName })).Concat(plan.Parts.Catalogue.SelectMany(kind => new[] { kind.Name, kind.EnglishName }));
        return string.Concat(names);
    }

    /// <summary>The 6,763 hanzi of GB/T 2312: rows 16 to 87; its five empty places are decoded to private use.</summary>
    private static string Gb2312()
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var strict = Encoding.GetEncoding("gb2312", EncoderFallback.ExceptionFallback, new DecoderReplacementFallback(""));
        return string.Concat(Enumerable.Range(0xB0, 72).SelectMany(row => Enumerable.Range(0xA1, 94).Select(cell => strict.GetString([(byte)row, (byte)cell]))));
    }
}
