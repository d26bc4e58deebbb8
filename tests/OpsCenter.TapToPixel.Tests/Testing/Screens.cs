using System.Diagnostics;
using Microsoft.Playwright;

[assembly: CollectionBehavior(MaxParallelThreads = 4)]

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>One Chromium for all tests, without a GPU, as a wall's small computer runs it; and one host with an invented day.</summary>
public sealed class Screens : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(45);
    private IPlaywright? _playwright;
    private readonly List<IBrowserContext> _open = [];
    private IBrowser? _browser;

    internal WallHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Host = await WallHost.StartAsync(Repository.Dashboards);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = "/usr/bin/chromium",
            Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        await Host.DisposeAsync();
    }

    /// <summary>A fresh screen: no cookie, no store, no worker of another test.</summary>
    internal async Task<IPage> NewAsync(int width = 1920, int height = 1080, bool calm = false)
    {
        var context = await _browser!.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ReducedMotion = calm ? ReducedMotion.Reduce : ReducedMotion.NoPreference,
        });
        _open.Add(context);
        return await context.NewPageAsync();
    }

    /// <summary>Every test ends with it: a wall that stays open goes on drawing 11,670 grids beside the next test's.</summary>
    internal async ValueTask CloseAllAsync()
    {
        foreach (var context in _open) await context.CloseAsync();
        _open.Clear();
    }

    /// <summary>A screen that shows a wall, live.</summary>
    internal async Task<IPage> ShowAsync(string wall, int width = 1920, int height = 1080, bool calm = false, WallHost? host = null)
    {
        var page = await NewAsync(width, height, calm);
        await page.GotoAsync((host ?? Host).Address(wall));
        await LiveAsync(page);
        return page;
    }

    internal static Task LiveAsync(IPage page) => UntilAsync(page, "document.body?.dataset.ready === 'true' && document.body.dataset.fresh === 'fresh'");

    /// <summary>Asks until a condition holds: the page's own content policy forbids a condition that asks from within.</summary>
    internal static async Task UntilAsync(IPage page, string condition)
    {
        var since = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                if (await page.EvaluateAsync<bool>(condition)) return;
            }
            catch (PlaywrightException) when (since.Elapsed < Patience)
            {
                // The page loads itself anew; the next one is asked.
            }
            if (since.Elapsed > Patience) throw new TimeoutException($"Not within {Patience.TotalSeconds:0} s: {condition}");
            await page.WaitForTimeoutAsync(20);
        }
    }
}

/// <summary>Tests of what a wall does. Each collection has a Chromium and a host of its own, and runs beside the others.</summary>
[CollectionDefinition(nameof(Screens))]
public sealed class SharedScreens : ICollectionFixture<Screens>;

/// <summary>Tests of how a wall looks.</summary>
[CollectionDefinition(nameof(LookingScreens))]
public sealed class LookingScreens : ICollectionFixture<Screens>;

/// <summary>Tests that wait for a wall's silence to be told, nearly all their time.</summary>
[CollectionDefinition(nameof(SilentWalls))]
public sealed class SilentWalls : ICollectionFixture<Screens>;

/// <summary>Tests that wait for a panel's silence to be told.</summary>
[CollectionDefinition(nameof(SilentPanels))]
public sealed class SilentPanels : ICollectionFixture<Screens>;
