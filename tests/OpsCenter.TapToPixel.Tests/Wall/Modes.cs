using OpsCenter.CityPack;
using OpsCenter.Domain.Territory;
using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>The city's modes are the pack's: their codes and their words in both languages.</summary>
[Collection(nameof(LookingScreens))]
public sealed class Modes(Screens screens) : IAsyncDisposable
{
    private static readonly OperatingMode Summer = new("summer", "旅游旺季", "Summer season");
    private static readonly OperatingMode Emergency = new("emergency", "应急状态", "State of emergency");

    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Theory]
    [InlineData("city", true, false, "当前：旅游旺季"), InlineData("city?lang=en", true, false, "Mode: Summer season")]
    [InlineData("city", true, true, "当前：应急状态"), InlineData("city?lang=en", true, true, "Mode: State of emergency")]
    [InlineData("city", false, true, "当前：emergency")]
    public async Task A_mode_is_said_in_the_words_of_the_pack_and_one_it_does_not_name_by_its_code(string wall, bool named, bool mobilized, string said)
    {
        await using var host = await WallHost.StartAsync(Repository.Dashboards, plan: City(named ? [Summer, Emergency] : [Summer]));
        var page = await ShowAsync(host, wall, mobilized);
        await Screens.UntilAsync(page, $"document.querySelector('[data-part=mode]').textContent === '{said}'");
    }

    [Fact]
    public async Task A_pack_without_modes_has_none_on_its_wall()
    {
        await using var host = await WallHost.StartAsync(Repository.Dashboards, plan: City([]));
        var page = await ShowAsync(host, "city", mobilized: false);
        await Screens.UntilAsync(page, "document.querySelector('[data-part=state]').textContent === '未启动'");
        Assert.True(await page.Locator("[data-part=mode]").IsHiddenAsync());
    }

    [Theory, InlineData("city"), InlineData("city?lang=en")]
    public async Task A_mobilization_shows_who_is_on_post_at_a_values_size_and_covers_nothing(string wall)
    {
        await using var host = await WallHost.StartAsync(Repository.Dashboards, plan: City([Summer, Emergency]));
        var page = await ShowAsync(host, wall, mobilized: true);
        await Screens.UntilAsync(page, "document.querySelector('[data-part=arrived]').textContent === '22 / 40'");
        var texts = await TextNodes.OfAsync(page);
        Assert.Equal("value", Assert.Single(texts, text => text.Text == "22 / 40").Role);
        Assert.Empty(texts.SelectMany((text, i) => texts.Skip(i + 1).Where(text.Overlaps).Select(other => $"'{text.Text}' covers '{other.Text}'")));
        Assert.Empty(texts.Where(text => text.Y + text.Height > 1080).Select(text => $"'{text.Text}' leaves the screen"));
    }

    private static CityPlan City(IReadOnlyList<OperatingMode> modes) => new(CityPackLoader.LoadShipped().Parts with { Modes = modes });

    /// <summary>Tiles bear posts while a mobilization runs (the published contract); no city has one yet, so the line writes them in.</summary>
    private async Task<Microsoft.Playwright.IPage> ShowAsync(WallHost host, string wall, bool mobilized)
    {
        var page = await screens.NewAsync();
        if (mobilized)
            await HubLine.OnAsync(page, "\"nothing\"", "\"370600\":{", "\"370600\":{\"posts\":{\"required\":40,\"arrived\":22,\"enRoute\":9},");
        await page.GotoAsync(host.Address(wall));
        await Screens.LiveAsync(page);
        return page;
    }
}
