using System.Security.Cryptography;
using System.Text.Json;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Wall.Dashboards;

/// <summary>Turns one file into the walls that it defines: one, or one for each district when it says <c>"each": "district"</c>.</summary>
internal static class DashboardReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="name">The file's name without its ending; the wall's name.</param>
    /// <param name="utf8">The file's bytes.</param>
    /// <param name="plan">The city that the walls show.</param>
    /// <param name="faults">Takes every fault, each with its line.</param>
    /// <returns>The walls; none when there is a fault.</returns>
    internal static IReadOnlyList<Dashboard> Read(string name, byte[] utf8, CityPlan plan, Faults faults)
    {
        if (JsonPart.Read(utf8, faults.Add) is not { } file) return [];
        if (file.Kind is not JsonTokenType.StartObject)
        {
            faults.Add(file.Line, "must be an object.");
            return [];
        }
        string version = Convert.ToHexStringLower(SHA256.HashData(utf8))[..12];
        List<Dashboard> walls = [];
        if (file.Members.ContainsKey("each"))
        {
            faults.Word(file, "each", ["district"]);
            foreach (var district in plan.Units.Where(unit => unit.Code.Level is UnitLevel.District))
            {
                walls.Add(ReadWall(district.Code.ToString(), version, file, plan, district, faults));
                // What is wrong in a template is wrong for every district; once is enough.
                if (faults.All.Count > 0) break;
            }
        }
        else walls.Add(ReadWall(name, version, file, plan, null, faults));
        return faults.All.Count == 0 ? walls : [];
    }

    private static Dashboard ReadWall(string name, string version, JsonPart file, CityPlan plan, Unit? district, Faults faults)
    {
        faults.OnlyMembers(file, "$schema", "each", "scope", "title", "screen", "night", "rotationSeconds", "layout", "panels");
        var layout = LayoutReader.Read(file, faults);
        return new Dashboard(name, version, ReadScope(file, plan, district, faults), ReadTitle(file, district, faults), ReadScreen(file, faults),
            ReadNight(file, faults), (int)faults.Number(file, "rotationSeconds", 8, 600, 20), layout, LayoutReader.ReadPanels(file, layout, faults));
    }

    private static UnitCode ReadScope(JsonPart file, CityPlan plan, Unit? district, Faults faults)
    {
        if (faults.Need(file, "scope", JsonTokenType.String) is not { } part) return default;
        if (district is not null)
        {
            if (part.Text != "{district}") faults.Add(part.Line, "the 'scope' of a wall for each district must be {district}.");
            return district.Code;
        }
        if (UnitCode.TryParse(part.Text, null, out var code) && plan.FindUnit(code) is not null) return code;
        faults.Add(part.Line, $"the city has no unit '{part.Text}'.");
        return default;
    }

    private static LocalText ReadTitle(JsonPart file, Unit? district, Faults faults)
    {
        if (faults.Need(file, "title", JsonTokenType.StartObject) is not { } title) return new LocalText("", "");
        faults.OnlyMembers(title, "zh", "en");
        return new LocalText(
            faults.Text(title, "zh").Replace("{name}", district?.Name, StringComparison.Ordinal),
            faults.Text(title, "en").Replace("{name}", district?.EnglishName, StringComparison.Ordinal));
    }

    private static ScreenProfile ReadScreen(JsonPart file, Faults faults)
    {
        if (faults.Need(file, "screen", JsonTokenType.StartObject) is not { } screen) return new ScreenProfile(1218, 685, 5, [], []);
        faults.OnlyMembers(screen, "widthMm", "heightMm", "distanceM", "seamsX", "seamsY");
        int before = faults.All.Count;
        var profile = new ScreenProfile(faults.Number(screen, "widthMm", 150, 30_000), faults.Number(screen, "heightMm", 150, 30_000),
            faults.Number(screen, "distanceM", 0.4, 60), faults.Shares(screen, "seamsX"), faults.Shares(screen, "seamsY"));
        if (faults.All.Count == before && profile.WidthInRoots < 24)
            faults.Add(screen.Line, $"this screen is too small for its distance: {profile.WidthInRoots:0} characters of the least readable size stand side by side, and a wall needs 24.");
        return profile;
    }

    private static NightHours? ReadNight(JsonPart file, Faults faults)
    {
        if (!file.Members.ContainsKey("night") || faults.Need(file, "night", JsonTokenType.StartObject) is not { } night) return null;
        faults.OnlyMembers(night, "from", "to", "brightness");
        return new NightHours(faults.Time(night, "from"), faults.Time(night, "to"), faults.Number(night, "brightness", 0.4, 1, 0.4));
    }
}
