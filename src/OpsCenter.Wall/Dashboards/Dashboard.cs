using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Wall.Dashboards;

/// <summary>One wall, as its file defines it.</summary>
/// <param name="Name">What its address ends in: the file's name, or a district's code.</param>
/// <param name="Version">A hash of what defines it; another one makes the wall load itself anew.</param>
/// <param name="Scope">The unit that it shows.</param>
/// <param name="Title">What stands in its head.</param>
/// <param name="Screen">The screen it hangs on.</param>
/// <param name="Night">When it is dimmed; null for never.</param>
/// <param name="RotationSeconds">How long each panel of a rotation stays. 8 to 600, both inclusive; default 20.</param>
/// <param name="Layout">Where its areas are.</param>
/// <param name="Panels">What stands in each area, from top to bottom.</param>
public sealed record Dashboard(
    string Name, string Version, UnitCode Scope, LocalText Title, ScreenProfile Screen, NightHours? Night, int RotationSeconds,
    Layout Layout, IReadOnlyDictionary<string, IReadOnlyList<Panel>> Panels)
{
    /// <summary>Whether a map carries the words of invented data; without one the head does.</summary>
    internal bool HasMap => Panels.Values.Any(panels => panels.Any(panel => panel.Type == "map"));
}

/// <summary>A text in both languages.</summary>
/// <param name="Zh">In Chinese.</param>
/// <param name="En">In English.</param>
public sealed record LocalText(string Zh, string En)
{
    internal string In(string language) => language == "en" ? En : Zh;
}

/// <summary>The grid of a page: tracks, and which area stands where.</summary>
/// <param name="Columns">Widths: a number with <c>fr</c>, <c>rem</c> (heights of a label) or <c>%</c>.</param>
/// <param name="Rows">Heights, in the same units.</param>
/// <param name="Areas">One line a row: the names of the areas, one a column; <c>.</c> is an empty place.</param>
public sealed record Layout(IReadOnlyList<string> Columns, IReadOnlyList<string> Rows, IReadOnlyList<string> Areas)
{
    /// <summary>The areas' names, each once.</summary>
    internal IEnumerable<string> Names => Areas.SelectMany(row => row.Split(' ')).Where(name => name != ".").Distinct();
}

/// <summary>One panel.</summary>
/// <param name="Type">Which one: a word of <see cref="PanelWords.Types"/>.</param>
/// <param name="Figure">For <c>figure</c> and <c>trend</c>, what it shows; else empty.</param>
/// <param name="Panels">For <c>rotation</c>, the panels that share its place; else empty.</param>
public sealed record Panel(string Type, string Figure, IReadOnlyList<Panel> Panels);

/// <summary>The words that dashboard files may use.</summary>
internal static class PanelWords
{
    internal static readonly string[] Types = ["figure", "map", "attention", "trend", "fleet", "response", "happenings", "caption", "rotation"];
    internal static readonly string[] Figures = ["open", "overdue", "closed", "onTime", "raised", "checkIns", "present", "volunteers"];
    internal static readonly string[] Trends = ["raised", "checkIns"];
}
