using System.Text.Json;
using Microsoft.Playwright;
using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>The colours by day and under the night's shade: text 7:1, graphics that carry meaning 3:1 (UX-05), and the wall says that it is dimmed.</summary>
[Collection(nameof(LookingScreens))]
public sealed class Night(Screens screens) : IAsyncDisposable
{
    private static readonly string[] Texts = ["text", "label", "quiet", "bright"];
    private static readonly string[] Graphics =
        ["cell-edge", "cell-some", "cell-1", "cell-2", "cell-3", "mark-1", "mark-2", "mark-3", "border-inner", "border-outer", "border-chosen", "bar", "bar-now"];

    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Theory, InlineData("off"), InlineData("on")]
    public async Task Every_colour_that_means_something_stands_out_by_day_and_when_dimmed(string night)
    {
        var page = await screens.ShowAsync($"city?night={night}");
        var colours = await ColoursAsync(page);
        double shade = night == "on" ? await page.EvaluateAsync<double>("Number(getComputedStyle(document.querySelector('.night')).opacity)") : 0;
        Assert.Equal(night == "on", shade > 0.3);
        string[] under = ["ground", "cell-quiet", "cell-outside"];
        Assert.DoesNotContain(Texts.Select(name => (Name: name, Contrast: ColourContrast.Of(colours[name], colours["ground"], shade))), each => each.Contrast < 7);
        Assert.DoesNotContain(Graphics.SelectMany(name => under.Select(ground => (name, ground, Contrast: ColourContrast.Of(colours[name], colours[ground], shade)))), each => each.Contrast < 3);
    }

    /// <summary>What is asked of the palette is asked of the canvas: each look of a cell is painted in its colour.</summary>
    [Theory, InlineData("off"), InlineData("on")]
    public async Task The_map_is_painted_in_the_colours_of_the_hour(string night)
    {
        var page = await screens.ShowAsync($"city?night={night}");
        await Screens.UntilAsync(page, "[...document.querySelectorAll('[data-level-count]')].every((each) => Number(each.textContent.replace(',', '')) > 0)");
        var colours = await ColoursAsync(page);
        // Large cells show a pure colour; small ones blend with their neighbours.
        await page.GotoAsync(screens.Host.Address($"city?night={night}&unit=370602001"));
        await Screens.LiveAsync(page);
        await page.WaitForTimeoutAsync(1500);
        foreach (string name in new[] { "cell-quiet", "cell-some", "border-outer" })
            Assert.True(await page.EvaluateAsync<bool>(IsPainted, colours[name]), $"{name} {colours[name]} is nowhere on the map.");
    }

    [Fact]
    public async Task A_dimmed_wall_says_so_and_its_address_can_switch_it()
    {
        var dimmed = await screens.ShowAsync("city?night=on");
        Assert.True(await dimmed.GetByText("夜间调暗").IsVisibleAsync());
        var bright = await screens.ShowAsync("city?night=off&lang=en");
        Assert.False(await bright.GetByText("Night dimming").IsVisibleAsync());
        Assert.False(await bright.Locator(".night").IsVisibleAsync());
    }

    /// <summary>A share of light is what the eye gets: the shade of a screen is mixed on its own, steeper scale.</summary>
    [Fact]
    public async Task Forty_percent_of_the_light_are_left()
    {
        var page = await screens.ShowAsync("city?night=on");
        double shade = await page.EvaluateAsync<double>("Number(getComputedStyle(document.querySelector('.night')).opacity)");
        Assert.InRange(Math.Pow(1 - shade, 2.2), 0.39, 0.41);
    }

    private static async Task<Dictionary<string, string>> ColoursAsync(IPage page) => JsonSerializer.Deserialize<Dictionary<string, string>>(await page.EvaluateAsync<string>(
        "(names) => { const style = getComputedStyle(document.documentElement); return JSON.stringify(Object.fromEntries(names.map((name) => [name, style.getPropertyValue('--' + name).trim()]))); }",
        (string[])[.. Texts, .. Graphics, "ground", "cell-quiet", "cell-outside"]))!;

    private const string IsPainted = """
        (colour) => {
          const wanted = [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
          return [...document.querySelectorAll('canvas.map-canvas')].some((canvas) => {
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            for (let i = 0; i < data.length; i += 4) if (data[i] === wanted[0] && data[i + 1] === wanted[1] && data[i + 2] === wanted[2] && data[i + 3] === 255) return true;
            return false;
          });
        }
        """;
}
