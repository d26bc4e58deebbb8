using System.Text.Json;
using Microsoft.Playwright;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>One text as the screen shows it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Role">What it is for: label, decide, value or alarm.</param>
/// <param name="Size">Its font size, in CSS pixels.</param>
/// <param name="Contrast">Its contrast to the ground, by WCAG 2.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
internal sealed record TextNode(string Text, string Role, double Size, double Contrast, double X, double Y, double Width, double Height)
{
    internal bool Overlaps(TextNode other) =>
        X + 2 < other.X + other.Width && other.X + 2 < X + Width && Y + 2 < other.Y + other.Height && other.Y + 2 < Y + Height;
}

/// <summary>Walks every text on a page that can be seen, charts included.</summary>
internal static class TextNodes
{
    private const string Walk = """
        () => {
          const luminance = (r, g, b) => {
            const part = (v) => (v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
            return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
          };
          const numbers = (colour) => colour.match(/[\d.]+/g).slice(0, 3).map(Number);
          const ground = luminance(...numbers(getComputedStyle(document.body).backgroundColor));
          const found = [];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode;
            const text = node.textContent.trim();
            const element = node.parentElement;
            if (text === '' || element.closest('script, .crowded') || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            const whole = range.getBoundingClientRect();
            let [left, right] = [whole.left, whole.right];
            // What an ancestor cuts off is not seen.
            for (let above = element; above; above = above.parentElement) {
              if (getComputedStyle(above).overflowX === 'visible') continue;
              const edge = above.getBoundingClientRect();
              [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
            }
            if (right <= left) continue;
            const box = { x: left, y: whole.y, width: right - left, height: whole.height };
            const style = getComputedStyle(element);
            const light = luminance(...numbers(element instanceof SVGElement ? style.fill : style.color));
            const role = element.closest('.banner .said') ? 'alarm'
              : element.closest('.value') && !element.closest('.of') ? 'value'
              : element.closest('.attention-panel .name, .venue .name, [data-fresh="stale"] .age .state') ? 'decide' : 'label';
            // The glyphs fill nine tenths of the font size; leading around them overlaps nothing.
            const size = parseFloat(style.fontSize);
            const middle = box.y + box.height / 2;
            found.push({ text, role, size, contrast: (Math.max(light, ground) + 0.05) / (Math.min(light, ground) + 0.05),
              x: box.x, y: middle - size * 0.45, width: box.width, height: size * 0.9 });
          }
          return JSON.stringify(found);
        }
        """;

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    internal static async Task<IReadOnlyList<TextNode>> OfAsync(IPage page)
    {
        await page.EvaluateAsync("document.fonts.ready");
        return JsonSerializer.Deserialize<List<TextNode>>(await page.EvaluateAsync<string>(Walk), Web)!;
    }
}
