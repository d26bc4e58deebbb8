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
        await Screens.UntilAsync(page, "document.querySelector('[data-fleet]').textContent === '部分终端未连接，数据不全' && document.querySelector('.fleet-panel [data-figure=online]').textContent === '2,027 / 2,630'"); // three never came
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskFellBehind(kiosk, 9));
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskCameOnline(kiosk));
        await Screens.UntilAsync(page, "document.querySelector('[data-fleet]').textContent === '终端补传中，数字仍会上升'");
        Assert.Equal("600", await page.Locator(".fleet-panel [data-figure=behind]").InnerTextAsync());
        Assert.Equal("2,627 / 2,630", await page.Locator(".fleet-panel [data-figure=online]").InnerTextAsync());
        // Head and strip have room for all that they say now.
        var texts = await TextNodes.OfAsync(page);
        Assert.Empty(texts.SelectMany((text, i) => texts.Skip(i + 1).Where(text.Overlaps).Select(other => $"'{text.Text}' covers '{other.Text}'")));
        Assert.Contains(texts, text => text.Role == "decide" && text.Text.StartsWith("终端补传中", StringComparison.Ordinal));
        screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskCaughtUp(kiosk));
        await Screens.UntilAsync(page, "document.querySelector('[data-fleet]').hidden");
        Assert.True(await page.Locator(".fleet-panel [data-figure=behind]").IsHiddenAsync());
        Assert.Equal("2,627 / 2,630", await page.Locator(".fleet-panel [data-figure=online]").InnerTextAsync());
    }

    /// <summary>How many kiosks are online says little without how many there are; both and the gaps are values that stand apart on every screen.</summary>
    [Theory]
    [InlineData("city", 1920, 1080, false), InlineData("city", 1920, 1080, true), InlineData("city?lang=en", 1920, 1080, true), InlineData("city?lang=en", 3840, 2160, false)]
    [InlineData("city-portrait", 1080, 1920, true), InlineData("city-portrait?lang=en", 1080, 1920, true), InlineData("city-2x1", 3840, 1080, true)]
    [InlineData("city-2x1?lang=en", 3840, 1080, true), InlineData("city-3x2", 5760, 2160, true), InlineData("city-3x2?lang=en", 5760, 2160, true)]
    public async Task The_strip_says_how_many_kiosks_of_all_are_online_and_how_many_numbers_are_missing(string wall, int width, int height, bool behind)
    {
        var page = await screens.ShowAsync(wall, width, height);
        // In a rotation it is a slide that comes round.
        await page.EvaluateAsync("document.querySelectorAll('.rotation-panel:has(.fleet-panel) > .panel').forEach((slide) => (slide.hidden = !slide.matches('.fleet-panel')))");
        if (behind) screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskFellBehind(kiosk, 9));
        try
        {
            await Screens.UntilAsync(page, $"document.querySelector('.fleet-panel [data-figure=online]').textContent === '2,627 / 2,630' && document.querySelector('.fleet-panel .behind').hidden === {(behind ? "false" : "true")}");
            await page.WaitForTimeoutAsync(300);
            var texts = await TextNodes.OfAsync(page);
            bool english = wall.Contains("en", StringComparison.Ordinal);
            Assert.Contains(texts, text => text.Role == "value" && text.Text == "2,627 / 2,630");
            Assert.Contains(texts, text => text.Text == (english ? "Kiosks online" : "终端在线"));
            Assert.Contains(texts, text => text.Text == (english ? "Gaps" : "断号"));
            Assert.Equal(behind, texts.Any(text => text.Text == (english ? "Behind" : "补传")));
            Assert.Empty(texts.SelectMany((text, i) => texts.Skip(i + 1).Where(text.Overlaps).Select(other => $"'{text.Text}' covers '{other.Text}'")));
            Assert.Empty(texts.Where(text => text.X + text.Width > width).Select(text => $"'{text.Text}' leaves the screen"));
        }
        finally
        {
            screens.Host.Fleet(Many, kiosk => new KioskEvent.KioskCaughtUp(kiosk));
        }
    }
}
