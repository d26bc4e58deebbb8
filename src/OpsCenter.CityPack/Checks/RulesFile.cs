using System.Globalization;
using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>What rules.json says.</summary>
internal sealed record Rules(
    IReadOnlyList<CatalogueEntry> Catalogue, LevelRule Levels, FocusRule Focus, HouseholdBand Community, HouseholdBand Village, IReadOnlyList<OperatingMode> Modes);

internal static class RulesFile
{
    private const string File = PackFiles.Rules;

    internal static Rules? Read(PackFolder folder, FaultList faults)
    {
        if (JsonSource.Read(folder, File, faults) is not { } json) return null;
        if (!JsonShape.Load("rules.schema.json").Holds(json, File, faults)) return null;
        int before = faults.Count;
        var catalogue = Catalogue(json["catalogue"], Clocks(json["clocks"], faults), faults);
        var modes = json.Find("modes")?.Items ?? [];
        Once(modes, faults);
        var levels = Levels(json["levels"], faults);
        var focus = json.Find("focus") is { } rule ? new FocusRule(Number(rule["minimumHouseholds"]), Number(rule["minimumOverdue"])) : new FocusRule(1, 1);
        var community = Band(json["households"]["community"], faults);
        var village = Band(json["households"]["village"], faults);
        return faults.Count > before ? null
            : new Rules(catalogue, levels, focus, community, village, [.. modes.Select(mode => new OperatingMode(mode["code"].Text, mode["name"].Text, mode["english"].Text))]);
    }

    private static Dictionary<string, RequestClock?> Clocks(JsonValue list, FaultList faults)
    {
        Once(list.Items, faults);
        var clocks = new Dictionary<string, RequestClock?>(StringComparer.Ordinal);
        foreach (var item in list.Items)
        {
            string code = item["code"].Text;
            clocks.TryAdd(code, (item.Find("hours"), item.Find("workingDays")) switch
            {
                ({ } hours, null) => new RequestClock(code, TimeSpan.FromHours(Number(hours)), WorkingDays: false),
                (null, { } days) => new RequestClock(code, TimeSpan.FromDays(Number(days)), WorkingDays: true),
                _ => null,
            });
            if (clocks[code] is null) faults.Add(File, item.Line, $"Clock '{code}' must say either 'hours' or 'workingDays'.");
        }
        return clocks;
    }

    private static List<CatalogueEntry> Catalogue(JsonValue list, Dictionary<string, RequestClock?> clocks, FaultList faults)
    {
        Once(list.Items, faults);
        var entries = new List<CatalogueEntry>();
        foreach (var item in list.Items)
        {
            string clock = item["clock"].Text;
            if (!clocks.TryGetValue(clock, out var limit))
                faults.Add(File, item["clock"].Line, $"'{item["code"].Text}' names clock '{clock}', which is not there; known are {string.Join(", ", clocks.Keys)}.");
            else if (limit is not null)
                entries.Add(new CatalogueEntry(RequestKind.Parse(item["code"].Text), item["name"].Text, item["english"].Text, limit));
        }
        return entries;
    }

    private static LevelRule Levels(JsonValue levels, FaultList faults)
    {
        var rule = new LevelRule(Number(levels["attentionOpen"]), Number(levels["seriousOverdue"]), Number(levels["criticalOverdue"]),
            double.Parse(levels["seriousPerThousand"].Text, CultureInfo.InvariantCulture))
        { MinimumHouseholds = Number(levels["minimumHouseholds"]) };
        if (rule.CriticalOverdue <= rule.SeriousOverdue)
            faults.Add(File, levels["criticalOverdue"].Line, $"'criticalOverdue' is {rule.CriticalOverdue}; it must be more than 'seriousOverdue', {rule.SeriousOverdue}.");
        return rule;
    }

    private static HouseholdBand Band(JsonValue band, FaultList faults)
    {
        var (from, to) = (Number(band["from"]), Number(band["to"]));
        if (to < from) faults.Add(File, band["to"].Line, $"The band ends at {to}, before it begins at {from}.");
        return new HouseholdBand(from, to);
    }

    private static void Once(List<JsonValue> items, FaultList faults)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in items.Select(item => item["code"]))
            if (!lines.TryAdd(code.Text, code.Line)) faults.Add(File, code.Line, $"'{code.Text}' comes twice; first on line {lines[code.Text]}.");
    }

    private static int Number(JsonValue value) => int.Parse(value.Text, CultureInfo.InvariantCulture);
}
