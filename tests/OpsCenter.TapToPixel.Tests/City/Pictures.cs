using System.Diagnostics;
using OpsCenter.TapToPixel.Tests.Testing;

namespace OpsCenter.TapToPixel.Tests.City;

/// <summary>The city's wall for a long time and under clicks: <c>tests/long.sh FT-25</c> and <c>tests/long.sh wall</c> are the full sizes.</summary>
[Collection(nameof(Screens))]
public sealed class Pictures(Screens screens, LiveCity city, ITestOutputHelper output) : IClassFixture<LiveCity>, IAsyncDisposable
{
    public ValueTask DisposeAsync() => screens.CloseAllAsync();

    [Fact]
    public async Task A_wall_in_traffic_keeps_its_memory()
    {
        int? minutes = Figures.Size("OPSCENTER_MINUTES");
        var page = await screens.NewAsync();
        var gauge = await MemoryGauge.OnAsync(page);
        await page.GotoAsync(await city.Server.LinkAsync());
        await Screens.LiveAsync(page);
        var since = Stopwatch.StartNew();
        (double warm, double whole, double pause) = minutes is { } full ? (5, full, 30) : (0, 0.2, 3);
        List<(double Minute, PageMemory Memory)> kept = [];
        while (since.Elapsed.TotalMinutes < whole)
        {
            await page.WaitForTimeoutAsync((float)(pause * 1000));
            var memory = await gauge.ReadAsync();
            output.WriteLine($"{since.Elapsed.TotalMinutes:F1} min: {memory}");
            if (since.Elapsed.TotalMinutes >= warm) kept.Add((since.Elapsed.TotalMinutes, memory));
        }
        Assert.All(kept, each => Assert.InRange(each.Memory.Detached, 0, 100));
        Assert.All(kept, each => Assert.InRange(each.Memory.WebGl, 0, 1));
        if (minutes is null) return;
        double slope = 60 * Figures.Slope([.. kept.Select(each => (each.Minute, each.Memory.HeapMegabytes))]);
        double growth = Grown(kept, memory => memory.HeapMegabytes), nodes = Grown(kept, memory => memory.Nodes), listeners = Grown(kept, memory => memory.Listeners);
        Figures.Keep(output, $"{minutes} min at ×{Figures.Size("OPSCENTER_SPEED") ?? 1}, first 5 discarded, {kept.Count} samples: heap {kept[^1].Memory.HeapMegabytes:F1} MB, slope {slope:F2} MB/h, {growth:+0.0;-0.0} %; nodes {kept[^1].Memory.Nodes} ({nodes:+0.0;-0.0} %), listeners {kept[^1].Memory.Listeners} ({listeners:+0.0;-0.0} %), detached at most {kept.Max(each => each.Memory.Detached)}, WebGL {kept.Max(each => each.Memory.WebGl)}");
        Assert.InRange(slope, double.MinValue, 1);
        Assert.InRange(growth, double.MinValue, 10);
        Assert.InRange(nodes, -1, 1);
        Assert.InRange(listeners, -1, 1);
    }

    [Fact]
    public async Task A_wall_of_the_real_city_shows_a_picture_and_answers_clicks()
    {
        int? clicks = Figures.Size("OPSCENTER_CLICKS");
        var first = await city.ShowAsync(screens, "city");
        if (clicks is not null) await LiveCity.SettleAsync(first);
        await first.Context.CloseAsync();
        var page = await screens.NewAsync();
        string link = await city.Server.LinkAsync();
        var since = Stopwatch.StartNew();
        await page.GotoAsync(link);
        await Screens.UntilAsync(page, "document.body?.dataset.fresh === 'fresh' && document.querySelector('.value[data-figure=open]').textContent !== '—' && document.querySelector('.map-label') !== null");
        double picture = since.Elapsed.TotalSeconds;
        await Screens.LiveAsync(page);
        List<(double Took, string Where)> clicked = [];
        while (clicked.Count < (clicks ?? 4))
        {
            // Down to a grid and home again.
            for (int level = 0; level < 4 && clicked.Count < (clicks ?? 4); level++)
            {
                double each = await page.EvaluateAsync<double>(Click);
                string where = await page.Locator(".path .names").InnerTextAsync();
                clicked.Add((each, where));
                output.WriteLine($"click {clicked.Count} took {each:F0} ms to open {where}");
                await page.WaitForTimeoutAsync(700);
            }
            for (int level = 0; level < 4; level++) await page.Keyboard.PressAsync("Escape");
            await page.WaitForTimeoutAsync(300);
        }
        Assert.All(clicked, each => Assert.NotEqual(-1, each.Took));
        if (clicks is null) return;
        var took = clicked.ConvertAll(each => each.Took);
        int slowest = took.IndexOf(took.Max());
        Figures.Keep(output, $"first picture of 11,670 grids {picture:F2} s after the address was entered; {took.Count} clicks answered in p50 {Figures.Share(took, 0.5):F0} ms, worst {took[slowest]:F0} ms (click {slowest + 1}, which opened {clicked[slowest].Where}), first {took[0]:F0} ms; traffic ×1");
        Assert.InRange(picture, 0, 3);
        Assert.InRange(took.Max(), 0, 200);
    }

    private static double Grown(List<(double, PageMemory Memory)> kept, Func<PageMemory, double> of)
    {
        int part = Math.Max(1, kept.Count / 3);
        return 100 * (kept.TakeLast(part).Average(each => of(each.Memory)) / kept.Take(part).Average(each => of(each.Memory)) - 1);
    }

    /// <summary>A click on the first name of the map, as the browser gives it to the page; ends in the frame after the one that shows the part opened.</summary>
    private const string Click = """
        () => new Promise((resolve) => {
          const map = document.querySelector('.map-canvases .ol-viewport');
          const label = document.querySelector('.map-label:not(.crowded)').getBoundingClientRect();
          const at = { bubbles: true, pointerId: 1, isPrimary: true, button: 0, clientX: label.x + label.width / 2, clientY: label.y + label.height / 2 };
          const before = document.querySelector('.path .names').textContent;
          const began = performance.now();
          map.dispatchEvent(new PointerEvent('pointerdown', at));
          document.dispatchEvent(new PointerEvent('pointerup', at));
          map.dispatchEvent(new PointerEvent('pointerup', at));
          map.dispatchEvent(new MouseEvent('click', at));
          const look = () => document.querySelector('.path .names').textContent === before
            ? (performance.now() - began > 30_000 ? resolve(-1) : setTimeout(look, 1))
            : requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - began)));
          look();
        })
        """;
}
