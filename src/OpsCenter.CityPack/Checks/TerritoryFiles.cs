using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>Reads divisions, labels and grids into units, every unit after its parent, the city first.</summary>
internal sealed class TerritoryFiles(PackFolder folder, FaultList faults)
{
    private const int MostHouseholds = 99_999;
    private readonly Dictionary<UnitCode, Unit> _units = [];
    private readonly Dictionary<UnitCode, int> _lines = [];
    private readonly HashSet<UnitCode> _withGrids = [];

    /// <summary>All units, sorted by level and code; households of units above grids are the sums of their grids.</summary>
    /// <param name="city">The city that the manifest names; <see cref="UnitCode.None"/> when it names none.</param>
    internal List<Unit> Read(UnitCode city)
    {
        ReadDivisionsAndLabels(city);
        ReadGrids();
        foreach (var unit in _units.Values.Where(unit => unit.Code.Level is UnitLevel.Grid).ToList())
            for (var above = unit.Parent; _units.TryGetValue(above, out var parent); above = parent.Parent)
                _units[above] = parent with { Households = parent.Households + unit.Households };
        return Sorted();
    }

    /// <summary>The units above grids, sorted by level and code; what a draft of grids starts from.</summary>
    internal List<Unit> ReadWithoutGrids(UnitCode city)
    {
        ReadDivisionsAndLabels(city);
        return Sorted();
    }

    private List<Unit> Sorted() => [.. _units.Values.OrderBy(unit => unit.Code.Level).ThenBy(unit => unit.Code.Number)];

    private void ReadDivisionsAndLabels(UnitCode city)
    {
        var labels = LabelsFile.Read(folder, faults);
        ReadDivisions(city, labels);
        foreach (var label in labels.Values)
            if (!_units.ContainsKey(label.Code)) faults.Add(PackFiles.Labels, label.Line, $"{label.Code} is no unit of {PackFiles.Divisions}.");
        CheckParents(city);
    }

    private void ReadDivisions(UnitCode city, Dictionary<UnitCode, Label> labels)
    {
        foreach (var row in CsvTable.Read(folder, PackFiles.Divisions, ["code", "name", "level", "parent_code"], faults))
        {
            if (row.Choice("level", DivisionWords.Levels) is not { } level) continue;
            if (row.Code("code", level, level is UnitLevel.City) is not { } code) continue;
            var parent = UnitCode.None;
            if (level is not UnitLevel.City)
            {
                if (row.Code("parent_code", level - 1, level is UnitLevel.District) is not { } above) continue;
                parent = above;
            }
            else if (city != UnitCode.None && code != city)
            {
                row.Fault($"The city is {code}, but {PackFiles.Manifest} names {city}.");
            }
            if (row.Text("name") is not { } name) continue;
            labels.TryGetValue(code, out var label);
            var kind = label?.Kind ?? DivisionWords.KindOf(level, name);
            string shortName = label?.ShortName ?? DivisionWords.ShortName(kind, name);
            var unit = new Unit(code, kind, parent, name, shortName, label?.EnglishName ?? shortName, Households: 0);
            Keep(row, unit);
        }
    }

    private void CheckParents(UnitCode city)
    {
        if (city != UnitCode.None && !_units.ContainsKey(city)) faults.Add(PackFiles.Divisions, 0, $"The city {city} is not there.");
        foreach (var unit in _units.Values)
            if (unit.Code.Level is not UnitLevel.City && !_units.ContainsKey(unit.Parent))
                faults.Add(PackFiles.Divisions, _lines[unit.Code], $"{unit.Code} {unit.Name} stands under {unit.Parent}, which is not there.");
    }

    private void ReadGrids()
    {
        var rows = CsvTable.Read(folder, PackFiles.Grids, ["code", "kind", "households", "name?", "short_name?", "english_name?"], faults);
        if (rows.Count == 0 && folder.Bytes(PackFiles.Grids) is not null) faults.Add(PackFiles.Grids, 0, "The file holds no grid that can be read.");
        if (rows.Count == 0) return;
        foreach (var row in rows)
        {
            var kind = row.Choice("kind", DivisionWords.GridKinds);
            int? households = row.Number("households", 0, MostHouseholds);
            if (row.Code("code", UnitLevel.Grid, false) is not { } code) continue;
            var community = UnitCode.FromNumber(code.Number / 1000);
            int number = (int)(code.Number % 1000);
            if (number == 0) row.Fault($"{code} ends in 000; grids are numbered from 001.");
            else if (!_units.TryGetValue(community, out var parent))
                row.Fault($"Grid {code} stands in {community}, which is no community or village of {PackFiles.Divisions}.");
            else if (kind is { } known && households is { } count)
                Keep(row, GridWords.Name(new Unit(code, known, community, row["name"], row["short_name"], row["english_name"], count), parent, number));
        }
        foreach (var unit in _units.Values.Where(unit => unit.Code.Level is UnitLevel.Grid)) _withGrids.Add(unit.Parent);
        foreach (var unit in _units.Values.Where(unit => unit.Code.Level is UnitLevel.Community && !_withGrids.Contains(unit.Code)))
            faults.Add(PackFiles.Grids, 0, $"{unit.Code} {unit.Name} has no grid; each community and village needs at least one.");
    }

    private void Keep(CsvRow row, Unit unit)
    {
        if (_lines.TryAdd(unit.Code, row.Line)) _units.Add(unit.Code, unit);
        else row.Fault($"{unit.Code} comes twice; first on line {_lines[unit.Code]}.");
    }
}
