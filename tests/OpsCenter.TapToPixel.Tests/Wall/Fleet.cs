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
        await Screens.UntilAsync(page, "document.querySelector('[data-fleet]').textContent === '部分终端未连接，数据不全' && document.querySelector('.fleet-panel [data-figure=away]').textContent === '603'"); // three never came
        Assert.True(await page.Locator(".fleet-panel [data-figure=away]").IsVisibleAsync());
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskFellBehind(kiosk, 9));
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskCameOnline(kiosk));
        await Screens.UntilAsync(page, "document.querySelector('[data-fleet]').textContent === '终端补传中，数字仍会上升'");
        Assert.Equal("600", await page.Locator(".fleet-panel [data-figure=behind]").InnerTextAsync());
        // Head and strip have room for all that they say now.
        var texts = await TextNodes.OfAsync(page);
        Assert.Empty(texts.SelectMany((text, i) => texts.Skip(i + 1).Where(text.Overlaps).Select(other => $"'{text.Text}' covers '{other.Text}'")));
        Assert.Contains(texts, text => text.Role == "decide" && text.Text.StartsWith("终端补传中", StringComparison.Ordinal));
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskCaughtUp(kiosk));
        await Screens.UntilAsync(page, "document.querySelector('[data-fleet]').hidden");
        Assert.True(await page.Locator(".fleet-panel [data-figure=behind]").IsHiddenAsync());
        Assert.Equal("3", await page.Locator(".fleet-panel [data-figure=away]").InnerTextAsync());
    }
}
