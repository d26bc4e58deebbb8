using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>Reads the schematic map: each grid of the city on one cell of its own.</summary>
internal static class SchematicFile
{
    private const int Farthest = 10_000;

    internal static List<HexCell> Read(PackFolder folder, IReadOnlySet<UnitCode> grids, FaultList faults)
    {
        var cells = new List<HexCell>();
        if (folder.Bytes(PackFiles.Schematic) is null || grids.Count == 0) return cells;
        var places = new Dictionary<(int, int), int>();
        var seen = new Dictionary<UnitCode, int>();
        foreach (var row in CsvTable.Read(folder, PackFiles.Schematic, ["grid", "q", "r"], faults))
        {
            var grid = row.Code("grid", UnitLevel.Grid, shortCity: false);
            if ((grid, row.Number("q", -Farthest, Farthest), row.Number("r", -Farthest, Farthest)) is not ({ } code, { } q, { } r)) continue;
            if (!grids.Contains(code)) row.Fault($"{code} is no grid of {PackFiles.Grids}.");
            else if (!seen.TryAdd(code, row.Line)) row.Fault($"{code} comes twice; first on line {seen[code]}.");
            else if (!places.TryAdd((q, r), row.Line)) row.Fault($"Cell ({q}, {r}) is taken already on line {places[(q, r)]}.");
            else cells.Add(new HexCell(code, q, r));
        }
        foreach (var grid in grids.Where(grid => !seen.ContainsKey(grid)).Order())
            faults.Add(PackFiles.Schematic, 0, $"Grid {grid} has no cell.");
        return cells;
    }
}
