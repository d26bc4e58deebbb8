using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>A wall keeps to itself and to what it was asked: no other host, no motion where none is wanted, no broken file on the screen.</summary>
[Collection(nameof(Screens))]
public sealed class Manners(Screens screens) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Theory, InlineData("city"), InlineData("city?lang=en")]
    public async Task No_request_leaves_for_another_host_and_nothing_breaks_the_content_policy(string wall)
    {
        var page = await screens.NewAsync();
        List<string> elsewhere = [];
        List<string> said = [];
        page.Request += (_, request) => { if (!request.Url.StartsWith($"http://127.0.0.1:{screens.Host.Port}/", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal)) elsewhere.Add(request.Url); };
        page.WebSocket += (_, socket) => { if (!socket.Url.StartsWith($"ws://127.0.0.1:{screens.Host.Port}/", StringComparison.Ordinal)) elsewhere.Add(socket.Url); };
        page.Console += (_, message) => { if (message.Type is "error" or "warning") said.Add(message.Text); };
        page.PageError += (_, error) => said.Add(error);
        await page.GotoAsync(screens.Host.Address(wall));
        await Screens.LiveAsync(page);
        await page.WaitForSelectorAsync(".trend-panel .main-svg");
        await page.Locator(".map-label").First.ClickAsync();
        await page.WaitForTimeoutAsync(4000);
        Assert.Empty(elsewhere);
        Assert.Empty(said);
    }

    [Fact]
    public async Task Where_less_motion_is_wanted_nothing_moves_and_the_rotation_waits()
    {
        var page = await screens.ShowAsync("city", calm: true);
        Assert.Equal("true", await page.Locator("button.pause").GetAttributeAsync("data-paused"));
        Assert.Equal(0, await page.EvaluateAsync<int>("document.getAnimations().length"));
        Assert.Equal("0s", await page.EvaluateAsync<string>("getComputedStyle(document.querySelector('.wall')).transitionDuration"));
    }

    [Fact]
    public async Task The_rotation_can_be_paused_by_key()
    {
        var page = await screens.ShowAsync("city");
        Assert.Equal("false", await page.Locator("button.pause").GetAttributeAsync("data-paused"));
        await page.Keyboard.PressAsync(" ");
        Assert.Equal("true", await page.Locator("button.pause").GetAttributeAsync("data-paused"));
    }

    [Fact]
    public async Task A_dashboard_is_shown_when_saved_and_a_broken_one_keeps_the_last_good_and_says_so()
    {
        string folder = Directory.CreateTempSubdirectory("opscenter-dashboards").FullName;
        string file = Path.Combine(folder, "city.json");
        string good = await File.ReadAllTextAsync(Path.Combine(Repository.Dashboards, "city.json"), TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, good, TestContext.Current.CancellationToken);
        await using var host = await WallHost.StartAsync(folder);
        var page = await screens.ShowAsync("city", host: host);
        await File.WriteAllTextAsync(file, good.Replace("烟台市网格化服务运行态势", "烟台一张图", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await Screens.UntilAsync(page, "document.querySelector('h1').textContent === '烟台一张图'");
        await File.WriteAllTextAsync(file, good.Replace("\"map\"", "\"globe\"", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        await page.WaitForSelectorAsync(".kept:not([hidden])", new() { Timeout = 30_000 });
        Assert.Equal("烟台一张图", await page.Locator("h1").InnerTextAsync());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task No_dashboard_can_leave_out_that_the_data_is_invented()
    {
        string folder = Directory.CreateTempSubdirectory("opscenter-dashboards").FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "bare.json"), """
            { "scope": "370600", "title": { "zh": "一", "en": "One" }, "screen": { "widthMm": 1218, "heightMm": 685, "distanceM": 5 },
              "layout": { "columns": ["1fr"], "rows": ["1fr"], "areas": ["one"] }, "panels": { "one": [{ "type": "figure", "figure": "open" }] } }
            """, TestContext.Current.CancellationToken);
        await using var host = await WallHost.StartAsync(folder);
        var page = await screens.ShowAsync("bare", host: host);
        Assert.True(await page.GetByText("演示数据 · 非真实情况").IsVisibleAsync());
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_real_server_pairs_a_browser_and_shows_the_wall()
    {
        await using var server = await ServerProcess.StartAsync("--still");
        var page = await screens.NewAsync();
        await page.GotoAsync(await server.LinkAsync());
        await Screens.LiveAsync(page);
        Assert.EndsWith("/wall/city", page.Url, StringComparison.Ordinal);
        await Screens.UntilAsync(page, "document.querySelector('.fleet-panel [data-figure=online]').textContent === '0 / 2,630'");
        Assert.True(await page.GetByText("演示数据 · 非真实情况").IsVisibleAsync());
    }
}
