using Deque.AxeCore.Playwright;
using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.Wall;

/// <summary>What anyone sees from where they stand: sizes by the angle at the eye, contrast, nothing on top of another (UX-01, 04, 05, 06, 18).</summary>
[Collection(nameof(LookingScreens))]
public sealed class Looks(Screens screens) : IAsyncDisposable
{
    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Theory, InlineData("city"), InlineData("city?lang=en"), InlineData("city?unit=370602001001002"), InlineData("370602?lang=en")]
    public async Task Axe_finds_nothing_to_fault(string wall)
    {
        var page = await screens.ShowAsync(wall);
        var found = await page.RunAxe();
        Assert.Empty(found.Violations.Select(fault => $"{fault.Id}: {fault.Help} ({string.Join(" | ", fault.Nodes.Take(3).Select(node => node.Html))})"));
    }

    [Theory]
    [InlineData("city", 1920, 1080, 1218, 5), InlineData("city?lang=en", 1920, 1080, 1218, 5), InlineData("city", 3840, 2160, 1218, 5)]
    [InlineData("city-portrait", 1080, 1920, 685, 5), InlineData("city-3x2", 5760, 2160, 3654, 8), InlineData("city-2x1", 3840, 1080, 2436, 5)]
    public async Task Every_text_is_as_tall_as_its_role_asks_from_the_farthest_reader(string wall, int width, int height, double widthMm, double metres)
    {
        var page = await screens.ShowAsync(wall, width, height);
        await page.WaitForSelectorAsync(".attention-panel .row");
        var texts = await TextNodes.OfAsync(page);
        double minutesPerPixel = 0.9 * widthMm / width * 21600 / (6.283 * metres * 1000);
        Assert.True(texts.Count > 40, $"Only {texts.Count} texts were found.");
        Assert.Empty(texts.Where(text => text.Size * minutesPerPixel < Least(text.Role)).Select(text => $"{text.Role} '{text.Text}' {text.Size * minutesPerPixel:0.0}′"));
        Assert.Contains(texts, text => text.Role == "decide");
        Assert.Contains(texts, text => text.Role == "value");
    }

    /// <summary>A number that a reader reads is a value, which the test above holds to 30′; those that are none bear their reason in <see cref="TextNodes"/>.</summary>
    [Theory]
    [InlineData("city", 1920, 1080), InlineData("city?lang=en", 1920, 1080), InlineData("city", 3840, 2160), InlineData("city?lang=en", 3840, 2160)]
    [InlineData("370602", 1920, 1080), InlineData("city?unit=370602001001002", 1920, 1080), InlineData("city?unit=370602001001002&lang=en", 3840, 2160)]
    [InlineData("city-portrait", 1080, 1920), InlineData("city-3x2", 5760, 2160), InlineData("city-2x1?lang=en", 3840, 1080)]
    public async Task Every_figure_is_a_value(string wall, int width, int height)
    {
        var page = await screens.ShowAsync(wall, width, height);
        await Screens.UntilAsync(page, "document.querySelector('.value[data-figure=open]').textContent !== '—' && document.querySelector('.xtick') !== null");
        // Every slide of a rotation, as it comes round.
        int slides = Math.Max(1, await page.Locator(".rotation-panel > .panel").CountAsync());
        List<TextNode> texts = [];
        for (int shown = 0; shown < slides; shown++)
        {
            await page.EvaluateAsync("(shown) => document.querySelectorAll('.rotation-panel > .panel').forEach((slide, i) => (slide.hidden = i !== shown))", shown);
            texts.AddRange(await TextNodes.OfAsync(page));
        }
        Assert.Empty(texts.Where(text => text.IsFigure && text.Excused.Length == 0 && text.Role is not "value").Select(text => $"'{text.Text}' is a figure at {text.Size:0} px").Distinct());
        Assert.True(texts.Count(text => text.IsFigure && text.Role is "value") > 3);
        Assert.Contains(texts, text => text.IsFigure && text.Excused == "axis");
    }

    [Theory, InlineData("city"), InlineData("city?lang=en"), InlineData("370602"), InlineData("city?unit=370602001001002")]
    public async Task Every_text_stands_out_seven_to_one(string wall)
    {
        var texts = await TextNodes.OfAsync(await screens.ShowAsync(wall));
        Assert.Empty(texts.Where(text => text.Contrast < 7).Select(text => $"'{text.Text}' {text.Contrast:0.0}"));
    }

    [Theory]
    [InlineData("city", 1920, 1080), InlineData("city?lang=en", 1920, 1080), InlineData("city", 3840, 2160), InlineData("city?lang=en", 3840, 2160)]
    [InlineData("370602", 1920, 1080), InlineData("370683", 1920, 1080), InlineData("city-portrait", 1080, 1920), InlineData("city-portrait?lang=en", 1080, 1920)]
    [InlineData("city-3x2", 5760, 2160), InlineData("city-2x1", 3840, 1080), InlineData("city?unit=370602001001002", 1920, 1080)]
    public async Task No_text_covers_another_or_leaves_the_screen(string wall, int width, int height)
    {
        var page = await screens.ShowAsync(wall, width, height);
        await page.WaitForTimeoutAsync(2500);
        var texts = await TextNodes.OfAsync(page);
        var faults = texts.Where(text => text.X < 0 || text.Y < 0 || text.X + text.Width > width + 1 || text.Y + text.Height > height + 1)
            .Select(text => $"'{text.Text}' leaves the screen")
            .Concat(texts.SelectMany((text, i) => texts.Skip(i + 1).Where(text.Overlaps).Select(other => $"'{text.Text}' covers '{other.Text}'")));
        Assert.Empty(faults);
    }

    [Theory, InlineData("city-3x2", 5760, 2160, new[] { 1920, 3840 }, new[] { 1080 }), InlineData("city-2x1", 3840, 1080, new[] { 1920 }, new int[0])]
    public async Task No_text_stands_across_a_seam(string wall, int width, int height, int[] seamsX, int[] seamsY)
    {
        var texts = await TextNodes.OfAsync(await screens.ShowAsync(wall, width, height));
        Assert.Empty(texts.Where(text => seamsX.Any(x => text.X < x && x < text.X + text.Width) || seamsY.Any(y => text.Y < y && y < text.Y + text.Height)).Select(text => text.Text));
    }

    [Theory, InlineData("city"), InlineData("city?lang=en")]
    public async Task Levels_differ_by_shape_and_word_and_all_stand_on_the_map(string wall)
    {
        var page = await screens.ShowAsync(wall);
        var shapes = await page.Locator(".legend .shape").AllInnerTextsAsync();
        var lines = await page.Locator(".legend li").AllInnerTextsAsync();
        Assert.Equal(["▲", "◆", "●"], shapes);
        Assert.Equal(4, lines.Select(line => string.Concat(line.Where(char.IsLetter))).Distinct().Count());
        await Screens.UntilAsync(page, "[...document.querySelectorAll('[data-level-count]')].every((each) => Number(each.textContent.replace(',', '')) > 0)");
    }

    /// <summary>▲ is level 3 and nothing else: what is late bears an hourglass, beside its word.</summary>
    [Theory, InlineData("city", "超期未办结"), InlineData("city?lang=en", "Overdue")]
    public async Task What_is_late_has_a_shape_of_its_own_beside_its_word(string wall, string word)
    {
        var page = await screens.ShowAsync(wall);
        await page.WaitForSelectorAsync("[data-figure=overdue].value.raised");
        string[] mark = await page.EvaluateAsync<string[]>("""
            (() => {
              const figure = document.querySelector('[data-figure=overdue].value.raised');
              const style = getComputedStyle(figure, '::before');
              return [style.content, style.clipPath, style.width, figure.previousElementSibling.textContent];
            })()
            """);
        Assert.Equal("\"\"", mark[0]);
        Assert.StartsWith("polygon", mark[1], StringComparison.Ordinal);
        Assert.True(double.Parse(mark[2].Replace("px", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture) > 10);
        Assert.Equal(word, mark[3]);
        var texts = await TextNodes.OfAsync(page);
        Assert.DoesNotContain(texts, text => text.Text.Contains('▲', StringComparison.Ordinal) && text.Excused != "name" && text.Text != "▲");
    }

    /// <summary>Neighbours are told apart by shape and word at least; all others, and each from the ground, by brightness too (UX-06).</summary>
    [Theory, InlineData("none"), InlineData("deuteranopia"), InlineData("protanopia"), InlineData("tritanopia"), InlineData("achromatopsia")]
    public async Task Levels_stand_apart_for_every_kind_of_eye(string eye)
    {
        var page = await screens.ShowAsync("city?night=off", calm: true);
        var lines = await page.Locator(".legend li").AllInnerTextsAsync();
        string[][] said = [.. lines.Select(line => line.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))];
        var fills = await ColourSight.FillsAsync(page, eye, page.Locator(".legend .shape"));
        var ground = ColourSight.Lab([0x0b, 0x12, 0x1b]);
        Assert.Equal(3, fills.Count);
        for (int one = 0; one < 3; one++)
        {
            Assert.InRange(ColourSight.Difference(fills[one], ground), 10, 150);
            for (int two = one + 1; two < 3; two++)
            {
                bool neighbours = two == one + 1;
                Assert.True(ColourSight.Difference(fills[one], fills[two]) >= 10 || neighbours, $"{lines[one]} and {lines[two]} look the same to {eye}.");
                Assert.NotEqual(said[one][0], said[two][0]);
                Assert.NotEqual(said[one][1], said[two][1]);
            }
        }
    }

    /// <summary>A column of figures is read at one pace: the same distance from each to the next.</summary>
    [Theory, InlineData("city", 1920, 1080), InlineData("city?lang=en", 3840, 2160), InlineData("city-2x1", 3840, 1080), InlineData("city-3x2", 5760, 2160)]
    public async Task Figures_stand_at_even_distances(string wall, int width, int height)
    {
        var page = await screens.ShowAsync(wall, width, height);
        double[] tops = await page.EvaluateAsync<double[]>("[...document.querySelectorAll('.area-figures > .figure-panel > .label')].map((each) => each.getBoundingClientRect().top)");
        double[] steps = [.. tops.Zip(tops.Skip(1), (one, next) => next - one)];
        Assert.True(steps.Length >= 2);
        Assert.InRange(steps.Max() - steps.Min(), 0, 2);
    }

    /// <summary>Two charts of one day bear the same hours, however much room their totals leave.</summary>
    [Theory, InlineData("city", 1920, 1080), InlineData("city?lang=en", 1920, 1080), InlineData("370602", 1920, 1080), InlineData("370602?lang=en", 1920, 1080), InlineData("city-2x1", 3840, 1080)]
    public async Task All_charts_bear_the_same_hours(string wall, int width, int height)
    {
        var page = await screens.ShowAsync(wall, width, height);
        await Screens.UntilAsync(page, "document.querySelector('.xtick') !== null");
        List<string> hours = [];
        for (int chart = 0; chart < await page.Locator("[data-trend]").CountAsync(); chart++)
        {
            await page.EvaluateAsync("(shown) => { const chart = document.querySelectorAll('[data-trend]')[shown]; chart.parentElement.querySelectorAll(':scope > .panel').forEach((slide) => (slide.hidden = slide !== chart)); dispatchEvent(new Event('resize')); }", chart);
            await Screens.UntilAsync(page, $"document.querySelectorAll('[data-trend]')[{chart}].querySelector('.xtick') !== null");
            await page.WaitForTimeoutAsync(1000);
            hours.Add(string.Join(' ', await page.Locator("[data-trend]").Nth(chart).Locator(".xtick text").AllTextContentsAsync()));
            Assert.Empty(await page.EvaluateAsync<string[]>("(shown) => { const boxes = [...document.querySelectorAll('[data-trend]')[shown].querySelectorAll('.xtick text')].map((each) => [each.textContent, each.getBoundingClientRect()]); return boxes.slice(1).filter(([, box], i) => box.left < boxes[i][1].right + 4).map(([text]) => text); }", chart));
        }
        Assert.Equal(2, hours.Count);
        Assert.Single(hours.Distinct());
        Assert.Equal(3, hours[0].Split(' ').Length);
    }

    [Fact]
    public async Task Five_grids_that_need_attention_have_room_at_55_inches_and_5_metres()
    {
        var page = await screens.ShowAsync("city");
        await Screens.UntilAsync(page, "document.querySelectorAll('.attention-panel .row').length >= 5");
    }

    private static double Least(string role) => role switch { "alarm" => 40, "value" => 30, "decide" => 22, _ => 16 };
}
