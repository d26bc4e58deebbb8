using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>A wall answers: to a tap at a venue, to a click, to the keys.</summary>
[Collection(nameof(LookingScreens))]
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

    /// <summary>What makes a click slow is work done twice: each layer of the map is painted once, and the parts of its chain that are only passed by ask for nothing.</summary>
    [Fact]
    public async Task A_click_paints_each_layer_once_and_asks_no_hours_of_units_passed_by()
    {
        var page = await screens.ShowAsync("city");
        await page.WaitForSelectorAsync(".trend-panel .main-svg");
        await page.WaitForTimeoutAsync(1000);
        List<string> asked = [];
        page.Request += (_, request) => { if (request.Url.Contains("/api/v1/trend/", StringComparison.Ordinal)) asked.Add(request.Url.Split("/trend/")[1].Split('?')[0]); };
        int painted = await page.EvaluateAsync<int>("""
            () => new Promise((resolve) => {
              let count = 0;
              const clear = CanvasRenderingContext2D.prototype.clearRect;
              CanvasRenderingContext2D.prototype.clearRect = function (...box) { if (this.canvas.className === 'map-canvas') count++; clear.apply(this, box); };
              document.querySelector('.map-label:not(.crowded)').click();
              // Two frames: what the first one lays out may ask for another.
              requestAnimationFrame(() => requestAnimationFrame(() => resolve(count)));
            })
            """);
        Assert.Equal(3, painted);
        await page.WaitForTimeoutAsync(2500);
        asked.Clear();
        await page.EvaluateAsync("for (const level of [1, 2]) document.querySelector('.map-label:not(.crowded)').click()");
        await page.WaitForTimeoutAsync(2500);
        await page.EvaluateAsync("document.querySelector('[data-up]').click(), document.querySelector('[data-up]').click()");
        await page.WaitForTimeoutAsync(2500);
        // Of two levels down and two up, only where each way ends.
        Assert.Equal(2, asked.Distinct().Count());
    }

    /// <summary>A library of a megabyte is compiled beside the page, not in one task of a third of a second that a click would wait behind.</summary>
    [Fact]
    public async Task The_chart_library_comes_as_a_script_of_its_own_that_asks_to_be_compiled_beside_the_page()
    {
        var page = await screens.ShowAsync("city");
        await page.WaitForSelectorAsync(".trend-panel .main-svg");
        string script = await page.EvaluateAsync<string>("[...document.scripts].map((each) => each.src).find((src) => src.endsWith('/plotly.js'))");
        Assert.StartsWith("//# allFunctionsCalledOnLoad\n", await page.EvaluateAsync<string>("(script) => fetch(script).then((answer) => answer.text())", script), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_grids_trend_is_its_own()
    {
        await using var host = await WallHost.StartAsync(Repository.Dashboards);
        host.CheckIn(WallHost.SomeVenue.Id);
        host.CheckIn(WallHost.SomeVenue.Id);
        var page = await screens.NewAsync();
        await page.GotoAsync(host.Address($"city?unit={WallHost.SomeVenue.Grid}"));
        // Of all that happens in the city that day, this grid's bars are its two.
        await Screens.UntilAsync(page, "document.querySelector('[data-trend=checkIns] .js-plotly-plot')?.data?.[0].y.reduce((sum, hour) => sum + (hour ?? 0), 0) === 2");
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
