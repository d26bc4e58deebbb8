using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Microsoft.Extensions.Options;
using OpsCenter.Domain.Territory;
using OpsCenter.Wall.Assets;
using OpsCenter.Wall.Dashboards;

namespace OpsCenter.Wall.Page;

/// <summary>What the page hands to its scripts, and the style that its screen and layout make.</summary>
internal sealed class PageWriter(CityPlan plan, IOptions<WallOptions> options)
{
    // The text stands in a script element of type application/json: '<' is escaped, so nothing can end it early.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>Whether anything that the city pack holds is invented.</summary>
    internal bool Synthetic => plan.Parts.Synthetic;

    internal string Config(Dashboard wall, WallTexts texts) => JsonSerializer.Serialize(new
    {
        name = wall.Name,
        scope = wall.Scope.ToString(),
        lang = texts.Language,
        build = AssetStore.Version,
        dashboard = wall.Version,
        timeZone = plan.Time.Zone,
        synthetic = Synthetic,
        night = options.Value.NightDimming && wall.Night is { } night ? new { from = night.From.ToString("HH:mm", null), to = night.To.ToString("HH:mm", null), brightness = night.Brightness } : null,
        onTimeMinimumSample = options.Value.RateMinimumSample,
        rotationSeconds = wall.RotationSeconds,
        seams = new { x = wall.Screen.SeamsX, y = wall.Screen.SeamsY },
        modes = plan.Parts.Modes.Select(mode => new { code = mode.Code, name = texts.Language == "en" ? mode.EnglishName : mode.Name }),
        texts = texts.All,
    }, Json);

    /// <summary>The root unit of the screen and the areas of the layout. Tracks and names were checked when the file was read.</summary>
    internal static string Style(Dashboard wall) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $$"""
        :root { font-size: {{wall.Screen.RootPercentOfWidth:0.####}}vw; }
        .areas { grid-template: {{Template(wall.Layout)}} / {{string.Join(' ', wall.Layout.Columns.Select(Track))}}; }
        {{string.Join('\n', wall.Layout.Names.Select(name => $".area-{name} {{ grid-area: {name}; }}"))}}
        """);

    private static string Template(Layout layout) =>
        string.Join(' ', layout.Areas.Zip(layout.Rows, (areas, height) => $"\"{areas}\" {Track(height)}"));

    /// <summary>A share may shrink below its content: nothing pushes another area off the screen.</summary>
    private static string Track(string size) => size.EndsWith("fr", StringComparison.Ordinal) ? $"minmax(0, {size})" : size;
}
