using Microsoft.Playwright;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>What a page holds after a forced collection.</summary>
/// <param name="HeapMegabytes">JavaScript heap in use.</param>
/// <param name="Nodes">DOM nodes alive.</param>
/// <param name="Listeners">Event listeners alive.</param>
/// <param name="Detached">Nodes alive that stand in no document, by their topmost ones.</param>
/// <param name="WebGl">WebGL contexts that the page ever asked for.</param>
internal sealed record PageMemory(double HeapMegabytes, double Nodes, double Listeners, int Detached, int WebGl);

/// <summary>Measures a page through the browser's own tools.</summary>
internal sealed class MemoryGauge
{
    private readonly IPage _page;
    private readonly ICDPSession _tools;

    private MemoryGauge(IPage page, ICDPSession tools) => (_page, _tools) = (page, tools);

    /// <summary>Before the page loads, so that every context is counted.</summary>
    internal static async Task<MemoryGauge> OnAsync(IPage page)
    {
        await page.AddInitScriptAsync("""
            window.webGlContexts = 0;
            const ask = HTMLCanvasElement.prototype.getContext;
            HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
              if (String(kind).startsWith('webgl')) window.webGlContexts++;
              return ask.call(this, kind, ...rest);
            };
            """);
        var tools = await page.Context.NewCDPSessionAsync(page);
        foreach (string domain in new[] { "HeapProfiler.enable", "Performance.enable", "DOM.enable" }) await tools.SendAsync(domain);
        return new MemoryGauge(page, tools);
    }

    internal async Task<PageMemory> ReadAsync()
    {
        await _tools.SendAsync("HeapProfiler.collectGarbage");
        var metrics = (await _tools.SendAsync("Performance.getMetrics"))!.Value.GetProperty("metrics").EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());
        var detached = (await _tools.SendAsync("DOM.getDetachedDomNodes"))!.Value.GetProperty("detachedNodes");
        return new PageMemory(metrics["JSHeapUsedSize"] / 1e6, metrics["Nodes"], metrics["JSEventListeners"],
            detached.GetArrayLength(), await _page.EvaluateAsync<int>("window.webGlContexts"));
    }
}
