using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>A wall answers: to a tap at a venue, to a click, to the keys.</summary>
[Collection(nameof(Screens))]
public sealed class Taps(Screens screens) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Fact]
    public async Task A_check_in_changes_the_venues_figure()
    {
        var venue = WallHost.SomeVenue;
        var page = await screens.ShowAsync($"city?unit={venue.Id}");
        var figure = page.Locator($"[data-unit='{venue.Id}'][data-figure='checkIns']");
        await figure.WaitForAsync();
        await Screens.UntilAsync(page, $"document.querySelector(\"[data-unit='{venue.Id}'][data-figure='checkIns']\").textContent !== '—'");
        int before = int.Parse(await figure.InnerTextAsync(), System.Globalization.CultureInfo.InvariantCulture);
        screens.Host.CheckIn(venue.Id);
        await Screens.UntilAsync(page, $"document.querySelector(\"[data-unit='{venue.Id}'][data-figure='checkIns']\").textContent === '{before + 1}'");
    }

    [Fact]
    public async Task The_first_picture_shows_all_11670_grids_and_their_figures()
    {
        var page = await screens.ShowAsync("city");
        await Screens.UntilAsync(page, "document.querySelector('.value[data-figure=open]').textContent !== '—'");
        Assert.Equal(11_670, await page.EvaluateAsync<int>("fetch('/wall/data/map/370600').then((answer) => answer.json()).then((map) => map.cells.length / 3)"));
        // Every layer has something on it: cells, borders, marks.
        bool[] painted = await page.EvaluateAsync<bool[]>("""
            [...document.querySelectorAll('canvas.map-canvas')].map((canvas) =>
              canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.some((value) => value !== 0))
            """);
        Assert.Equal([true, true, true], painted);
    }

    [Fact]
    public async Task A_click_on_the_map_opens_the_part_under_it_at_every_level()
    {
        var page = await screens.ShowAsync("city");
        for (int level = 1; level <= 4; level++)
        {
            var label = page.Locator(".map-label:not(.crowded)").First;
            string part = await label.InnerTextAsync();
            var box = await label.BoundingBoxAsync();
            await page.Mouse.ClickAsync(box!.X + box.Width / 2, box.Y + box.Height / 2);
            await Screens.UntilAsync(page, $"document.querySelector('.path .names').textContent.split(' › ').filter(Boolean).length === {level}");
            Assert.EndsWith(part, await page.Locator(".path .names").InnerTextAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_grids_trend_is_its_towns_and_says_so()
    {
        var page = await screens.ShowAsync("city?unit=370602001001002");
        var trend = page.Locator("[data-trend=raised]");
        await trend.Locator(".main-svg").First.WaitForAsync();
        string path = await page.Locator(".path .names").InnerTextAsync();
        Assert.Equal(path.Split(" › ")[1], await trend.Locator(".of-unit").InnerTextAsync());
        Assert.False(await trend.Locator(".total").IsVisibleAsync());
    }

    [Fact]
    public async Task The_keys_choose_open_and_go_back()
    {
        var page = await screens.ShowAsync("city");
        await page.Keyboard.PressAsync("ArrowRight");
        string first = await page.EvaluateAsync<string>("document.activeElement.textContent");
        await page.Keyboard.PressAsync("ArrowDown");
        string second = await page.EvaluateAsync<string>("document.activeElement.textContent");
        Assert.NotEqual(first, second);
        Assert.NotEqual("none", await page.EvaluateAsync<string>("getComputedStyle(document.activeElement).outlineStyle"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync(".path:not([hidden])");
        Assert.Contains(await page.Locator(".path .names").InnerTextAsync(), second, StringComparison.Ordinal);
        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync(".path", new() { State = Microsoft.Playwright.WaitForSelectorState.Hidden });
    }
}
