using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Drafting.Schematics;

/// <summary>
/// Draws the schematic map: every grid one equal hexagon; districts where they really lie to each other and as large as their grids need; in each
/// district its towns, in each town its communities, the first by code in the middle. A pure function of the units and the seats.
/// </summary>
internal sealed class SchematicDraft
{
    private const int DistrictTurns = 8;
    private const int InnerRounds = 24;
    private readonly ILookup<UnitCode, Unit> _children;
    private readonly Dictionary<UnitCode, int> _grids = [];
    private readonly List<HexCell> _cells = [];

    /// <param name="units">All units, every unit after its parent.</param>
    internal SchematicDraft(IReadOnlyList<Unit> units)
    {
        _children = units.ToLookup(unit => unit.Parent);
        foreach (var unit in units.Reverse())
            _grids[unit.Code] = unit.Code.Level is UnitLevel.Grid ? 1 : _children[unit.Code].Sum(child => _grids[child.Code]);
    }

    /// <summary>The cells, sorted by grid.</summary>
    /// <param name="city">The city.</param>
    /// <param name="seats">The seat of each district on a plane, y to the south, in any unit.</param>
    internal List<HexCell> Make(UnitCode city, IReadOnlyDictionary<UnitCode, Spot> seats)
    {
        var districts = _children[city].ToList();
        int[] sizes = [.. districts.Select(district => _grids[district.Code])];
        IReadOnlyList<Spot> sites = SitePlan.Find([.. districts.Select(district => seats[district.Code])], sizes);
        for (int turn = 0; ; turn++)
        {
            var outline = Footprint.Around(sites, sizes);
            var partition = new Partition(outline, sites, sizes);
            partition.Settle(turn < DistrictTurns ? 1 : 0, 0.5);
            sites = partition.Sites;
            if (turn < DistrictTurns) continue;
            Place(districts, outline, partition);
            return [.. _cells.OrderBy(cell => cell.Grid)];
        }
    }

    private void Place(List<Unit> units, IReadOnlyList<Cell> cells, Partition partition)
    {
        var mending = new Mending([.. partition.Groups.Select(group => group.Select(i => cells[i]).ToList())]);
        mending.Mend();
        for (int g = 0; g < units.Count; g++) Divide(units[g], mending.Group(g));
    }

    private void Divide(Unit unit, IReadOnlyList<Cell> cells)
    {
        var children = _children[unit.Code].OrderBy(child => child.Code).ToList();
        if (unit.Code.Level is UnitLevel.Community)
        {
            var snake = cells.OrderBy(cell => cell.R).ThenBy(cell => (cell.R & 1) == 0 ? cell.Q : -cell.Q).ToList();
            for (int i = 0; i < children.Count; i++) _cells.Add(new HexCell(children[i].Code, snake[i].Q, snake[i].R));
            return;
        }
        int[] sizes = [.. children.Select(child => _grids[child.Code])];
        var partition = new Partition(cells, Spiral.Sites(cells, sizes), sizes);
        partition.Settle(InnerRounds, 1);
        Place(children, cells, partition);
    }
}
