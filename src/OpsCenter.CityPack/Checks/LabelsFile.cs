using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>What a screen writes for a unit where the rule for published names does not do; null means: by the rule.</summary>
internal sealed record Label(UnitCode Code, int Line, UnitKind? Kind, string? ShortName, string? EnglishName);

internal static class LabelsFile
{
    private static readonly Dictionary<string, UnitKind> Kinds = new()
    {
        ["district"] = UnitKind.District,
        ["functional-zone"] = UnitKind.FunctionalZone,
        ["sub-district"] = UnitKind.SubDistrict,
        ["township"] = UnitKind.Township,
        ["rural-township"] = UnitKind.RuralTownship,
        ["park"] = UnitKind.Park,
        ["community"] = UnitKind.Community,
        ["village"] = UnitKind.Village,
    };

    internal static Dictionary<UnitCode, Label> Read(PackFolder folder, FaultList faults)
    {
        var labels = new Dictionary<UnitCode, Label>();
        foreach (var row in CsvTable.Read(folder, PackFiles.Labels, ["code", "kind?", "short_name?", "english_name?"], faults))
        {
            if (!UnitCode.TryParse(row["code"].AsSpan(), out var code))
            {
                row.Fault($"'code' is '{row["code"]}'; it must be a division code.");
                continue;
            }
            UnitKind? kind = row["kind"].Length == 0 ? null : row.Choice("kind", Kinds);
            if (kind is { } known && DivisionWords.LevelOf(known) != code.Level) row.Fault($"A {row["kind"]} does not stand at the level of {code}.");
            if (!labels.TryAdd(code, new Label(code, row.Line, kind, Given(row["short_name"]), Given(row["english_name"]))))
                row.Fault($"{code} comes twice; first on line {labels[code].Line}.");
        }
        return labels;
    }

    private static string? Given(string text) => text.Length == 0 ? null : text;
}
