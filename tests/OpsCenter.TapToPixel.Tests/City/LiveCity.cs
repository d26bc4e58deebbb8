using Microsoft.Playwright;
using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.City;

/// <summary>The real server in demo mode with its real simulated traffic, one for all small tests of this folder.</summary>
public sealed class LiveCity : IAsyncLifetime
{
    internal ServerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await ServerProcess.StartAsync("--speed", $"{Figures.Size("OPSCENTER_SPEED") ?? 1}");

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A wall of this city, live.</summary>
    internal async Task<IPage> ShowAsync(Screens screens, string wall)
    {
        var page = await screens.NewAsync();
        await page.GotoAsync(await Server.LinkAsync(wall));
        await Screens.LiveAsync(page);
        return page;
    }

    /// <summary>Waits until all simulated kiosks are online and the day so far stands on the wall; for figures, not for tests.</summary>
    internal static async Task SettleAsync(IPage page)
    {
        for (int wait = 0; wait < 180; wait++)
        {
            string online = await page.Locator("[data-figure=online]").First.InnerTextAsync();
            if (int.TryParse(online.Split(" / ")[0].Replace(",", "", StringComparison.Ordinal), out int count) && count >= 2_620) break;
            await page.WaitForTimeoutAsync(1000);
        }
        await page.WaitForTimeoutAsync(45_000);
    }
}
