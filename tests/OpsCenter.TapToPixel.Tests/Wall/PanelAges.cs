using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>A panel whose own source falls silent tells its own age, though the head of the wall is live.</summary>
[Collection(nameof(SilentPanels))]
public sealed class PanelAges(Screens screens) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Theory]
    [InlineData("city", "\"target\":\"Focus\"", ".attention-panel", ".attention-panel .panel-age", ".attention-panel .row .value")]
    [InlineData("city", "\"target\":\"Happenings\"", ".happenings-panel", ".happenings-panel .panel-age", ".happenings-panel .place")]
    [InlineData("city?unit=370602001", "[\"370602001\",\"children\"]", ".areas", "[data-focus-age]", ".figure-panel .value")]
    public async Task A_panel_whose_source_is_silent_says_so_after_five_seconds_and_is_grey_after_fifteen(string wall, string asked, string panel, string age, string content)
    {
        using var dashboards = new OtherDashboards("happenings");
        await using var host = await WallHost.StartAsync(dashboards.Folder);
        var page = await screens.NewAsync();
        await HubLine.OnAsync(page, asked);
        await page.GotoAsync(host.Address(wall));
        await Screens.LiveAsync(page);
        // Only what happens while the stream is heard is told.
        for (int tries = 0; tries < 40 && !await page.Locator(content).First.IsVisibleAsync(); tries++)
        {
            host.CheckIn(WallHost.SomeVenue.Id);
            await page.WaitForTimeoutAsync(500);
        }
        await page.WaitForSelectorAsync(content);
        // Quiet is not silence: a live panel never says an age of its own.
        await page.WaitForTimeoutAsync(8000);
        await Screens.UntilAsync(page, $"document.querySelector('{age}').hidden");
        string before = await ColourAsync(page, content);

        await HubLine.SilenceAsync(page, true);
        await Screens.UntilAsync(page, $"document.querySelector('{panel}').dataset.old === 'delayed'");
        Assert.StartsWith("数据延迟", await page.Locator(age).InnerTextAsync(), StringComparison.Ordinal);
        await Screens.UntilAsync(page, "document.body.dataset.fresh === 'fresh'");
        Assert.Equal(before, await ColourAsync(page, content));
        await Screens.UntilAsync(page, $"document.querySelector('{panel}').dataset.old === 'stale'");
        Assert.StartsWith("本栏截至", await page.Locator(age).InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEqual(before, await ColourAsync(page, content));
        Assert.Empty(await CoveredAsync(page));

        // Whether asked for again on the same connection or on a new one, the source is heard again, a snapshot that was held back too.
        await HubLine.SilenceAsync(page, false);
        await Screens.UntilAsync(page, $"document.querySelector('{panel}').dataset.old === undefined && document.body.dataset.fresh === 'fresh'");
        Assert.Equal(before, await ColourAsync(page, content));
    }

    /// <summary>Hours are asked for every half minute: five seconds later than that, the panel says how late they are.</summary>
    [Fact]
    public async Task A_trend_that_gets_no_answer_says_how_late_it_is()
    {
        var page = await screens.ShowAsync("city");
        await page.WaitForSelectorAsync(".trend-panel .main-svg");
        await page.RouteAsync("**/api/v1/trend/**", route => route.AbortAsync());
        Assert.True(await page.Locator("[data-trend=raised] .panel-age").IsHiddenAsync());
        await Screens.UntilAsync(page, "document.querySelector('[data-trend=raised]').dataset.old === 'delayed'");
        Assert.Equal("fresh", await page.EvaluateAsync<string>("document.body.dataset.fresh"));
    }

    /// <summary>Texts that lie on others; one more look, for charts and lists write themselves anew while they are read.</summary>
    private static async Task<IReadOnlyList<string>> CoveredAsync(Microsoft.Playwright.IPage page)
    {
        for (int looks = 0; ; looks++)
        {
            var texts = await TextNodes.OfAsync(page);
            var covered = texts.SelectMany((text, i) => texts.Skip(i + 1).Where(text.Overlaps).Select(other => $"'{text.Text}' covers '{other.Text}'")).ToList();
            if (covered.Count == 0 || looks == 3) return covered;
            await page.WaitForTimeoutAsync(500);
        }
    }

    private static Task<string> ColourAsync(Microsoft.Playwright.IPage page, string where) => page.EvaluateAsync<string>($"getComputedStyle(document.querySelector('{where}')).color");
}
