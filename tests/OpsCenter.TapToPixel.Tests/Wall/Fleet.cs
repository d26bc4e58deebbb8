using OpsCenter.Domain.Kiosks;
using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>What the fleet means for the figures: while kiosks are away or behind, no figure is read as the whole.</summary>
[Collection(nameof(Screens))]
public sealed class Fleet(Screens screens) : IAsyncDisposable
{
    private const int Many = 600;

    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Fact]
    public async Task The_head_says_that_kiosks_are_away_then_behind_then_nothing()
    {
        var page = await screens.ShowAsync("city");
        await Screens.UntilAsync(page, "document.querySelector('[data-figure=online]').textContent !== '—'");
        Assert.True(await page.Locator("[data-fleet]").IsHiddenAsync());

        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskWentOffline(kiosk));
        await Screens.UntilAsync(page, "/^603 台终端未连接/.test(document.querySelector('[data-fleet]').textContent)"); // three never came
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskFellBehind(kiosk, 9));
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskCameOnline(kiosk));
        await Screens.UntilAsync(page, "/^600 台终端补传中/.test(document.querySelector('[data-fleet]').textContent)");
        Assert.Equal("600", await page.Locator(".fleet-panel [data-figure=behind]").InnerTextAsync());
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskCaughtUp(kiosk));
        await Screens.UntilAsync(page, "document.querySelector('[data-fleet]').hidden");
        Assert.True(await page.Locator(".fleet-panel [data-figure=behind]").IsHiddenAsync());
    }
}
