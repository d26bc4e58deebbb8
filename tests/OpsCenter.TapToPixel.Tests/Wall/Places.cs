using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>What a wall says about the place that it shows, and the marks that it never goes without.</summary>
[Collection(nameof(Screens))]
public sealed class Places(Screens screens) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Theory, InlineData("city"), InlineData("city?lang=en"), InlineData("370602?lang=en"), InlineData("city-portrait?lang=en")]
    public async Task Every_wall_bears_its_marks_in_Chinese_and_an_English_one_in_English_too(string wall)
    {
        var page = await screens.ShowAsync(wall);
        Assert.True(await page.GetByText("演示数据 · 非真实情况").IsVisibleAsync());
        Assert.True(await page.GetByText("示意图，不作为界线依据").IsVisibleAsync());
        bool english = wall.EndsWith("en", StringComparison.Ordinal);
        Assert.Equal(english, await page.GetByText("Demo data · not real").IsVisibleAsync());
        Assert.Equal(english, await page.GetByText("Schematic, not borders").IsVisibleAsync());
    }

    [Theory, InlineData("city?unit=xyz", "本屏范围内没有 xyz，现显示烟台"), InlineData("370602?unit=370683&lang=en", "370683 is not on this wall; showing Zhifu")]
    public async Task A_unit_that_the_wall_does_not_have_is_said_and_the_wall_stays(string wall, string said)
    {
        var page = await screens.ShowAsync(wall);
        Assert.Equal(said, await page.Locator("[data-notice]").InnerTextAsync());
        await page.Locator(".map-label:not(.crowded)").First.ClickAsync();
        await Screens.UntilAsync(page, "document.querySelector('[data-notice]').hidden");
    }

    [Fact]
    public async Task The_title_follows_the_unit_and_the_language()
    {
        var page = await screens.ShowAsync("city");
        Assert.Equal("烟台市网格化服务运行态势", await page.TitleAsync());
        string part = await page.Locator(".map-label:not(.crowded)").First.InnerTextAsync();
        await page.Locator(".map-label:not(.crowded)").First.ClickAsync();
        Assert.Equal($"{part} · 烟台市网格化服务运行态势", await page.TitleAsync());
        var venue = await screens.ShowAsync($"city?unit={WallHost.SomeVenue.Id}&lang=en");
        Assert.Equal($"{WallHost.SomeVenue.EnglishName} · Yantai grid services", await venue.TitleAsync());
    }

    /// <summary>The list is a ranking, so it shows what it is ranked by.</summary>
    [Theory, InlineData("city"), InlineData("city?lang=en"), InlineData("370602")]
    public async Task Focus_grids_show_the_figure_that_orders_them_and_speak_in_one_way(string wall)
    {
        var page = await screens.ShowAsync(wall);
        await Screens.UntilAsync(page, "document.querySelectorAll('.attention-panel .row').length >= 2");
        var values = (await page.Locator(".attention-panel .row .value").AllInnerTextsAsync())
            .Select(value => double.Parse(value.Replace(",", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(values.OrderDescending(), values);
        Assert.True(values.Distinct().Count() > 1, "A list of equal figures is no ranking.");
        var names = await page.Locator(".attention-panel .row .name").AllInnerTextsAsync();
        Assert.Single(names.Select(name => name.Contains('·', StringComparison.Ordinal) || name.Contains(',', StringComparison.Ordinal)).Distinct());
    }

    /// <summary>Two grids of one name in two districts are told apart: each row says the whole of both names, and all of it is seen.</summary>
    [Theory, InlineData("city", 1920, 1080), InlineData("city?lang=en", 1920, 1080), InlineData("city-2x1", 3840, 1080), InlineData("city-portrait?lang=en", 1080, 1920)]
    public async Task Every_focus_grid_says_its_district_and_its_whole_name(string wall, int width, int height)
    {
        var page = await screens.ShowAsync(wall, width, height);
        await Screens.UntilAsync(page, "document.querySelectorAll('.attention-panel .row').length >= 2");
        await page.WaitForTimeoutAsync(500);
        string[] faults = await page.EvaluateAsync<string[]>(FocusFaults, wall.EndsWith("en", StringComparison.Ordinal));
        Assert.Empty(faults);
    }

    private const string FocusFaults = """
        async (english) => {
          const map = await fetch('/wall/data/map/370600').then((answer) => answer.json());
          const names = new Map(map.units.map(([code, , zh, en]) => [code, english ? en : zh]));
          const list = document.querySelector('.attention-panel ol').getBoundingClientRect();
          const faults = [];
          for (const row of document.querySelectorAll('.attention-panel .row')) {
            const name = row.querySelector('.name');
            const code = row.querySelector('.value').dataset.unit;
            const only = map.units.filter(([other]) => other.length === 15 && other.startsWith(code.slice(0, 12))).length === 1;
            const grid = names.get(only ? code.slice(0, 12) : code).replace(/(?<=..)社区(?= |$)/, '');
            const district = names.get(code.slice(0, 6));
            const wanted = english ? `${grid}, ${district}` : `${district}·${grid}`;
            if (name.textContent !== wanted) faults.push(`${name.textContent} is not ${wanted}`);
            const range = document.createRange();
            range.selectNodeContents(name);
            const value = row.querySelector('.value').getBoundingClientRect();
            for (const line of range.getClientRects())
              if (line.left < list.left - 1 || line.right > value.left + 1 || line.top < list.top - 8 || line.bottom > list.bottom + 8) faults.push(`${wanted} is cut`);
            if (getComputedStyle(name).overflow !== 'visible' || getComputedStyle(name).textOverflow !== 'clip') faults.push(`${wanted} may be cut`);
          }
          return faults;
        }
        """;

    /// <summary>Homes are said of the grid, never beside its stations.</summary>
    [Theory, InlineData("city?unit=370602001001002", "本网格户数", "服务站点"), InlineData("city?unit=370602001001002&lang=en", "Homes in this grid", "Stations")]
    public async Task A_grids_homes_are_said_of_the_grid_apart_from_its_stations(string wall, string homes, string stations)
    {
        var page = await screens.ShowAsync(wall);
        var texts = await TextNodes.OfAsync(page);
        var said = Assert.Single(texts, text => text.Text == homes);
        var title = Assert.Single(texts, text => text.Text == stations);
        var figure = Assert.Single(texts, text => text.Role == "value" && text.Text == "196");
        Assert.InRange(figure.Y + figure.Height / 2, said.Y, said.Y + said.Height);
        Assert.True(figure.Y + figure.Height < title.Y, "The figure stands beside the stations.");
    }

    /// <summary>Every district has its name on the map, in both languages and at both sizes, and no line leads astray.</summary>
    [Theory, InlineData("city", 1920, 1080), InlineData("city?lang=en", 1920, 1080), InlineData("city?lang=en", 3840, 2160), InlineData("370602?lang=en", 1920, 1080)]
    public async Task Every_unit_right_below_has_its_name_on_the_map(string wall, int width, int height)
    {
        var page = await screens.ShowAsync(wall, width, height);
        await page.WaitForTimeoutAsync(1000);
        Assert.Empty(await page.Locator(".map-label.crowded").AllInnerTextsAsync());
    }

    /// <summary>Real names at their real widths: no district's wall has two that touch, one that is cut, or one that finds no room.</summary>
    [Theory, InlineData("zh", 1920, 1080), InlineData("en", 1920, 1080), InlineData("zh", 3840, 2160), InlineData("en", 3840, 2160)]
    public async Task No_districts_wall_has_names_that_touch_or_are_cut(string language, int width, int height)
    {
        var page = await screens.ShowAsync($"city?lang={language}", width, height);
        string[] districts = await page.EvaluateAsync<string[]>("fetch('/wall/data/map/370600').then((answer) => answer.json()).then((map) => map.units.filter((unit) => unit[1] === 0).map((unit) => unit[0]))");
        Assert.True(districts.Length > 10);
        List<string> faults = [];
        foreach (string district in districts)
        {
            await page.GotoAsync(screens.Host.Address($"{district}?lang={language}"));
            await Screens.LiveAsync(page);
            await Screens.UntilAsync(page, "document.fonts.status === 'loaded' && document.querySelectorAll('.map-label').length > 0");
            await page.WaitForTimeoutAsync(400);
            faults.AddRange((await page.EvaluateAsync<string[]>(NameFaults)).Select(fault => $"{district}: {fault}"));
        }
        Assert.Empty(faults);
    }

    private const string NameFaults = """
        () => {
          const linesOf = (element) => {
            const range = document.createRange();
            range.selectNodeContents(element);
            const size = parseFloat(getComputedStyle(element).fontSize);
            return [...range.getClientRects()].map((box) => ({ text: element.textContent, left: box.left, right: box.right, top: box.top + box.height / 2 - size * 0.45, bottom: box.top + box.height / 2 + size * 0.45 }));
          };
          const names = [...document.querySelectorAll('.map-label')];
          const seen = names.filter((name) => !name.classList.contains('crowded')).map(linesOf);
          const words = [...document.querySelectorAll('.map-words > p, .legend li, .schematic > *')].filter((each) => each.getBoundingClientRect().width > 0).map(linesOf);
          const area = document.querySelector('.map-panel').getBoundingClientRect();
          const faults = names.filter((name) => name.classList.contains('crowded')).map((name) => `${name.textContent} has no room`);
          seen.forEach((name, i) => {
            for (const line of name) {
              if (line.left < area.left || line.right > area.right || line.top < area.top || line.bottom > area.bottom) faults.push(`${line.text} is cut`);
              for (const other of [...seen.slice(i + 1), ...words].flat())
                if (line.left + 1 < other.right && other.left + 1 < line.right && line.top + 1 < other.bottom && other.top + 1 < line.bottom) faults.push(`${line.text} touches ${other.text}`);
            }
          });
          return faults;
        }
        """;

    /// <summary>The map gives way to the words over it and fills what is left.</summary>
    [Theory, InlineData("city"), InlineData("city?lang=en"), InlineData("370602?lang=en"), InlineData("city?unit=370602001&lang=en")]
    public async Task The_map_fills_its_room_without_lying_under_words(string wall)
    {
        var page = await screens.ShowAsync(wall);
        await page.WaitForTimeoutAsync(1000);
        var seen = await page.EvaluateAsync<double[]>("""
            () => {
              const holder = document.querySelector('.map-panel').getBoundingClientRect();
              const canvas = document.querySelectorAll('canvas.map-canvas')[1];
              const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
              const ratio = canvas.width / holder.width;
              const words = [...document.querySelectorAll('.map-words > p, .legend li, .schematic > *')].map((each) => each.getBoundingClientRect()).filter((each) => each.width > 0);
              let [left, right, top, bottom, under] = [1e9, 0, 1e9, 0, 0];
              for (let y = 0; y < canvas.height; y++) for (let x = 0; x < canvas.width; x++) {
                if (data[(y * canvas.width + x) * 4 + 3] === 0) continue;
                [left, right, top, bottom] = [Math.min(left, x), Math.max(right, x), Math.min(top, y), Math.max(bottom, y)];
                const [sx, sy] = [holder.x + x / ratio, holder.y + y / ratio];
                if (words.some((box) => sx > box.left && sx < box.right && sy > box.top && sy < box.bottom)) under++;
              }
              return [under, left / canvas.width, right / canvas.width, (right - left) / canvas.width, (bottom - top) / canvas.height];
            }
            """);
        Assert.Equal(0, seen[0]);
        Assert.InRange(seen[1], 0.001, 1);
        Assert.InRange(seen[2], 0, 0.999);
        Assert.True(Math.Max(seen[3], seen[4]) > 0.7, $"The map takes {seen[3]:P0} of the width and {seen[4]:P0} of the height.");
    }
}
