using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>Imported outlines: drawn with their approval number and datum, or refused on the wall and in the log. The file is invented; none is shipped.</summary>
[Collection(nameof(LookingScreens))]
public sealed class RealOutlines(Screens screens) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Theory, InlineData("city", "审图号 鲁S(2026)001号 · GCJ-02"), InlineData("city?lang=en", "Map approval 鲁S(2026)001号 · GCJ-02")]
    public async Task Outlines_with_an_approval_number_are_drawn_and_bear_it(string wall, string said)
    {
        var log = new KeptLog();
        await using var host = await WallHost.StartAsync(Repository.Dashboards, plan: InventedOutlines.City("鲁S(2026)001号"), log: log);
        var page = await screens.ShowAsync(wall, host: host);
        Assert.Equal(said, await page.Locator("[data-approval]").InnerTextAsync());
        Assert.False(await page.GetByText("示意图，不作为界线依据").IsVisibleAsync());
        Assert.False(await page.Locator("[data-outlines-refused]").IsVisibleAsync());
        Assert.DoesNotContain(log.Sentences, each => each.Sentence.Contains("outlines", StringComparison.Ordinal));
        // A square's edge is one straight line; hexagons have none so long.
        Assert.True(await page.EvaluateAsync<int>(LongestLevelLine) > 100);
        // One level down nothing is known of the shapes: the schematic and its mark come back.
        var label = await page.Locator(".map-label:not(.crowded)").First.BoundingBoxAsync();
        await page.Mouse.ClickAsync(label!.X + label.Width / 2, label.Y - 10);
        await page.WaitForSelectorAsync(".path:not([hidden])");
        Assert.True(await page.GetByText("示意图，不作为界线依据").IsVisibleAsync());
        Assert.False(await page.Locator("[data-approval]").IsVisibleAsync());
    }

    [Fact]
    public async Task Outlines_without_an_approval_number_are_refused_on_the_wall_and_in_the_log_and_the_schematic_stays()
    {
        var log = new KeptLog();
        await using var host = await WallHost.StartAsync(Repository.Dashboards, plan: InventedOutlines.City(null), log: log);
        var page = await screens.ShowAsync("city", host: host);
        Assert.True(await page.GetByText("边界数据无审图号，不予显示").IsVisibleAsync());
        Assert.True(await page.GetByText("示意图，不作为界线依据").IsVisibleAsync());
        Assert.False(await page.EvaluateAsync<bool>("fetch('/wall/data/map/370600').then((answer) => answer.json()).then((map) => 'outlines' in map)"));
        Assert.Contains(log.Sentences, each => each.Sentence.Contains("bear no approval number", StringComparison.Ordinal));
    }

    private const string LongestLevelLine = """
        () => {
          const canvas = document.querySelectorAll('canvas.map-canvas')[1];
          const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
          let longest = 0;
          for (let y = 0; y < canvas.height; y++) for (let x = 0, run = 0; x < canvas.width; x++) {
            run = data[(y * canvas.width + x) * 4 + 3] > 0 ? run + 1 : 0;
            longest = Math.max(longest, run);
          }
          return longest;
        }
        """;
}
