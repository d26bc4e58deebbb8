using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsCenter.Wall.Dashboards;

/// <summary>Reads a wall's areas and what stands in them.</summary>
internal static partial class LayoutReader
{
    internal static Layout Read(JsonPart file, Faults faults)
    {
        if (faults.Need(file, "layout", JsonTokenType.StartObject) is not { } part) return new Layout([], [], []);
        faults.OnlyMembers(part, "columns", "rows", "areas");
        var columns = ReadTracks(part, "columns", faults);
        var rows = ReadTracks(part, "rows", faults);
        var areas = faults.Texts(part, "areas");
        if (areas.Count != rows.Length) faults.Add(part.Line, $"'areas' has {areas.Count} lines for {rows.Length} rows.");
        foreach (var line in areas)
        {
            string[] names = line.Text.Split(' ');
            if (names.Length != columns.Length) faults.Add(line.Line, $"'{line.Text}' names {names.Length} areas for {columns.Length} columns.");
            foreach (string name in names.Where(name => name != "." && !AreaName().IsMatch(name))) faults.Add(line.Line, $"'{name}' is no area: small letters, or a dot.");
        }
        return new Layout(columns, rows, [.. areas.Select(line => line.Text)]);
    }

    internal static Dictionary<string, IReadOnlyList<Panel>> ReadPanels(JsonPart file, Layout layout, Faults faults)
    {
        var panels = new Dictionary<string, IReadOnlyList<Panel>>();
        if (faults.Need(file, "panels", JsonTokenType.StartObject) is not { } part) return panels;
        foreach (var (area, list) in part.Members)
        {
            if (!layout.Names.Contains(area)) faults.Add(list.Line, $"the layout has no area '{area}'.");
            panels[area] = ReadList(list, area, faults, inRotation: false);
        }
        foreach (string area in layout.Names.Where(area => !part.Members.ContainsKey(area))) faults.Add(part.Line, $"nothing stands in the area '{area}'.");
        return panels;
    }

    private static string[] ReadTracks(JsonPart of, string name, Faults faults)
    {
        var tracks = faults.Texts(of, name);
        foreach (var track in tracks.Where(track => !Track().IsMatch(track.Text))) faults.Add(track.Line, $"'{track.Text}' is no size: a number with fr, rem or %.");
        return [.. tracks.Select(track => track.Text)];
    }

    private static Panel[] ReadList(JsonPart list, string name, Faults faults, bool inRotation)
    {
        if (list.Kind is JsonTokenType.StartArray) return [.. list.Items.Select(item => ReadPanel(item, faults, inRotation))];
        faults.Add(list.Line, $"'{name}' must be a list of panels.");
        return [];
    }

    private static Panel ReadPanel(JsonPart part, Faults faults, bool inRotation)
    {
        if (part.Kind is not JsonTokenType.StartObject)
        {
            faults.Add(part.Line, "a panel is an object with a 'type'.");
            return new Panel("", "", []);
        }
        faults.OnlyMembers(part, "type", "figure", "panels");
        string type = faults.Word(part, "type", PanelWords.Types);
        string figure = type is "figure" or "trend" ? faults.Word(part, "figure", type == "figure" ? PanelWords.Figures : PanelWords.Trends) : "";
        if (type != "rotation") return new Panel(type, figure, []);
        if (inRotation) faults.Add(part.Line, "a rotation cannot stand in a rotation.");
        return new Panel(type, figure, faults.Need(part, "panels", JsonTokenType.StartArray) is { } list ? ReadList(list, "panels", faults, inRotation: true) : []);
    }

    [GeneratedRegex("^[a-z]+$")]
    private static partial Regex AreaName();

    [GeneratedRegex(@"^\d+(\.\d+)?(fr|rem|%)$")]
    private static partial Regex Track();
}
