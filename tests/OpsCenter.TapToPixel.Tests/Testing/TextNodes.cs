using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>One text as the screen shows it.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Role">What it is for: label, decide, value or alarm.</param>
/// <param name="Excused">Why a number in it is no figure: clock, axis, age, name or code; else empty.</param>
/// <param name="Size">Its font size, in CSS pixels.</param>
/// <param name="Contrast">Its contrast to the ground, by WCAG 2.</param>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Its width.</param>
/// <param name="Height">Its height.</param>
/// <param name="Node">Which text it is a line of.</param>
internal sealed partial record TextNode(string Text, string Role, string Excused, double Size, double Contrast, double X, double Y, double Width, double Height, int Node)
{
    /// <summary>Whether a reader meets a number that stands for itself: 603, 1,757, 98.2%; not the 1 of 1k.</summary>
    internal bool IsFigure => Number().IsMatch(Text);

    internal bool Overlaps(TextNode other) =>
        Node != other.Node && X + 2 < other.X + other.Width && other.X + 2 < X + Width && Y + 2 < other.Y + other.Height && other.Y + 2 < Y + Height;

    [GeneratedRegex(@"(?<![A-Za-z0-9])\d[\d,.]*%?(?![A-Za-z0-9])")]
    private static partial Regex Number();
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
          let count = 0;
          // Numbers that nobody reads as a figure, and why a label's size does for them.
          const excuses = {
            clock: '[data-clock]',
            // The hours under a chart: its scale, not its figure.
            axis: '.xtick',
            // How old the picture is: past 15 s the banner says it at an alarm's size.
            age: '[data-age], .panel-age, .banner',
            // Part of a place's name: 文化里 03.
            name: '.map-label, .path .names, .attention-panel .name, .happenings-panel .place, .venue .name, .of-unit, h1',
            // What was asked for by its code, and the number under which a map was approved.
            code: '[data-notice], [data-approval]',
          };
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const node = walker.currentNode;
            const text = node.textContent.trim();
            const element = node.parentElement;
            if (text === '' || element.closest('script, .crowded') || !element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) continue;
            const range = document.createRange();
            range.selectNodeContents(node);
            const style = getComputedStyle(element);
            const light = luminance(...numbers(element instanceof SVGElement ? style.fill : style.color));
            const role = element.closest('.banner .said') ? 'alarm'
              : element.closest('.value') && !element.closest('.of') ? 'value'
              : element.closest('.attention-panel .grid, .seamed .attention-panel .part, .venue .name, .response-panel .active, .fleet-note:lang(zh), [data-fresh="stale"] .age .state') ? 'decide' : 'label';
            const excused = Object.entries(excuses).find(([, where]) => element.closest(where))?.[0] ?? '';
            // The glyphs fill nine tenths of the font size; leading around them overlaps nothing.
            const size = parseFloat(style.fontSize);
            for (const line of range.getClientRects()) {
              let [left, right] = [line.left, line.right];
              // What an ancestor cuts off is not seen.
              for (let above = element; above; above = above.parentElement) {
                if (getComputedStyle(above).overflowX === 'visible') continue;
                const edge = above.getBoundingClientRect();
                [left, right] = [Math.max(left, edge.left), Math.min(right, edge.right)];
              }
              if (right <= left) continue;
              const middle = line.y + line.height / 2;
              found.push({ text, role, excused, size, contrast: (Math.max(light, ground) + 0.05) / (Math.min(light, ground) + 0.05),
                x: left, y: middle - size * 0.45, width: right - left, height: size * 0.9, node: count });
            }
            count++;
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
