using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpsCenter.Board;
using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>A wall never lies about its age (UX-08, FT-24).</summary>
[Collection(nameof(SilentWalls))]
public sealed class Ages(Screens screens, ITestOutputHelper output) : IAsyncDisposable
{
    /// <summary>The steps are timers of the page: late only as a slow machine is late.</summary>
    private const double Slack = 3;

    /// <summary>Early only by as much as the page misjudges the server's clock, which is the delay of a message on a busy machine, in seconds.</summary>
    private const double Misjudged = 0.6;

    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Fact]
    public async Task A_stuck_loop_is_told_after_five_seconds_though_frames_still_come()
    {
        await using var host = await WallHost.StartAsync(Repository.Dashboards);
        var page = await screens.ShowAsync("city", host: host);
        host.HoldLoop(true);
        var since = Stopwatch.StartNew();
        await Screens.UntilAsync(page, "document.querySelector('[data-age=state]').textContent.startsWith('数据延迟')");
        Assert.InRange(since.Elapsed.TotalSeconds, 4.6 - Misjudged, Slack * 5);
        Assert.Equal("delayed", await page.EvaluateAsync<string>("document.body.dataset.fresh"));
        await Screens.UntilAsync(page, "document.body.dataset.fresh === 'stale'");
        Assert.InRange(since.Elapsed.TotalSeconds, 15 - Misjudged, Slack * 15);
        Assert.True(await page.Locator(".banner").IsVisibleAsync());
        Assert.Contains("截至", await page.Locator(".banner").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("实时", await page.Locator(".head").InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEqual("—", await page.Locator(".value[data-figure=open]").First.InnerTextAsync());
        Assert.Contains((await TextNodes.OfAsync(page)), text => text.Role == "alarm");
        host.HoldLoop(false);
        await Screens.LiveAsync(page);
    }

    /// <summary>FT-09: within a minute; it comes with the next frame.</summary>
    [Theory, InlineData("city", "服务器时钟异常"), InlineData("city?lang=en", "Server clock wrong")]
    public async Task A_server_clock_that_is_not_believed_is_told_for_as_long_as_it_is_not(string wall, string said)
    {
        await using var host = await WallHost.StartAsync(Repository.Dashboards);
        var page = await screens.ShowAsync(wall, host: host);
        string told = $"(() => {{ const banner = document.querySelector('.banner'); return !banner.hidden && banner.innerText.includes('{said}'); }})()";
        Assert.False(await page.EvaluateAsync<bool>(told));
        host.Feel(BoardHealth.Clock);
        await Screens.UntilAsync(page, told);
        host.Feel(BoardHealth.Ok);
        await Screens.UntilAsync(page, $"!{told}");
    }

    /// <summary>Every other cut is silent, as a pulled cable is: nothing is closed, nothing comes. Its full size is <c>tests/long.sh UX-08</c>.</summary>
    [Fact]
    public async Task Every_cut_is_told()
    {
        int? full = Figures.Size("OPSCENTER_CUTS");
        List<double> took = [];
        for (int run = 0; run < (full ?? 10); run++)
        {
            using var cable = new Cable(screens.Host.Port);
            var page = await screens.NewAsync();
            await page.GotoAsync($"http://127.0.0.1:{cable.Port}/wall/city");
            await Screens.LiveAsync(page);
            cable.Cut(silent: run % 2 == 0);
            var since = Stopwatch.StartNew();
            await Screens.UntilAsync(page, "document.body.dataset.fresh !== 'fresh'");
            took.Add(since.Elapsed.TotalSeconds);
            Assert.DoesNotContain("实时", await page.Locator(".head").InnerTextAsync(), StringComparison.Ordinal);
            await screens.CloseAllAsync();
        }
        Assert.All(took, each => Assert.InRange(each, 0, Slack * 5));
        if (full is null) return;
        Figures.Keep(output, $"{took.Count} cuts, half of them silent: told after p50 {Figures.Share(took, 0.5):F2} s, at the latest {took.Max():F2} s; none said live");
        Assert.InRange(took.Max(), 0, 5);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task A_wall_that_starts_without_its_server_shows_its_last_picture_and_comes_alive_within_ten_seconds(bool silent)
    {
        var host = await WallHost.StartAsync(Repository.Dashboards);
        var page = await screens.ShowAsync("city", host: host);
        // The picture is kept three seconds after the page began, the page after all its files; before that there is nothing to show.
        await Screens.UntilAsync(page, """
            new Promise((done) => {
              const open = indexedDB.open('opscenter-wall', 1);
              open.onsuccess = () => {
                const count = open.result.transaction('pictures').objectStore('pictures').count();
                count.onsuccess = () => { open.result.close(); done(count.result > 0); };
              };
            })
            """);
        await Screens.UntilAsync(page, "caches.match(location.href).then((kept) => kept !== undefined)");
        string open = await page.Locator(".value[data-figure=open]").First.InnerTextAsync();
        int port = host.Port;
        await host.DisposeAsync();
        // A server that is gone refuses; a machine that hangs takes the connection and never answers.
        using var hanging = new TcpListener(IPAddress.Loopback, port);
        if (silent) hanging.Start();
        await page.ReloadAsync();
        await Screens.UntilAsync(page, "document.querySelector('.banner .said').textContent === '未连接'");
        Assert.Equal(open, await page.Locator(".value[data-figure=open]").First.InnerTextAsync());
        Assert.Equal("stale", await page.EvaluateAsync<string>("document.body.dataset.fresh"));
        Assert.Contains("截至", await page.Locator(".banner").InnerTextAsync(), StringComparison.Ordinal);
        Assert.NotEqual(0, await page.Locator(".map-label:not(.crowded)").CountAsync());
        hanging.Stop();
        await using var back = await WallHost.StartAsync(Repository.Dashboards, port);
        var since = Stopwatch.StartNew();
        await Screens.LiveAsync(page);
        Assert.InRange(since.Elapsed.TotalSeconds, 0, Slack * 10);
    }
}
