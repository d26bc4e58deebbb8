using OpsCenter.CityPack.Checks;
using OpsCenter.CityPack.Drafting.Schematics;
using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Tests;

/// <summary>The shipped map of hexagons: nothing lies twice, nothing lies apart, and districts lie to each other as they really do.</summary>
public sealed class TheSchematicMap
{
    private static readonly CityPlan Plan = CityPackLoader.LoadShipped();
    private static readonly Dictionary<UnitCode, Cell> Cells = Plan.Parts.Schematic.ToDictionary(hex => hex.Grid, hex => new Cell(hex.Q, hex.R));

    [Fact]
    public void Every_grid_has_one_cell_of_its_own()
    {
        Assert.Equal(11_670, Cells.Count);
        Assert.Equal(11_670, Cells.Values.Distinct().Count());
        Assert.All(Cells.Keys, grid => Assert.True(Plan.IsGrid(grid)));
    }

    [Theory]
    [InlineData(UnitLevel.City, 1)]
    [InlineData(UnitLevel.District, 13)]
    [InlineData(UnitLevel.Town, 159)]
    [InlineData(UnitLevel.Community, 6_509)]
    public void The_cells_of_a_unit_hang_together(UnitLevel level, int units)
    {
        var groups = GroupsAt(level);
        Assert.Equal(units, groups.Count);
        Assert.All(groups, group => Assert.True(IsWhole(group.Value), $"{group.Key} lies in pieces."));
    }

    [Theory]
    [InlineData(UnitLevel.City)]
    [InlineData(UnitLevel.District)]
    public void No_hole_lies_inside(UnitLevel level) =>
        Assert.All(GroupsAt(level), group =>
        {
            var around = Box(group.Value).ToList();
            Assert.Empty(Footprint.Holes(around, group.Value));
        });

    [Fact]
    public void Every_district_is_compact()
    {
        Assert.All(GroupsAt(UnitLevel.District), group =>
        {
            var middle = Spot.Mean(group.Value.Select(cell => cell.Centre));
            double farthest = group.Value.Max(cell => (cell.Centre - middle).Length);
            double disc = Math.Sqrt(group.Value.Count * Math.Sqrt(3) / 2 / Math.PI);
            Assert.True(farthest < 2 * disc, $"{group.Key} reaches {farthest / disc:F2} times as far as a disc would.");
        });
    }

    [Fact]
    public void No_cell_sticks_out_alone() =>
        Assert.All(GroupsAt(UnitLevel.District), group =>
            Assert.All(group.Value, cell => Assert.True(cell.Neighbours.Count(group.Value.Contains) >= 2)));

    [Fact]
    public void Districts_lie_to_each_other_as_their_seats_do()
    {
        var middles = Middles();
        var seats = Seats();
        var codes = middles.Keys.Order().ToList();
        var pairs = codes.SelectMany((a, i) => codes.Skip(i + 1).Select(b => (a, b))).ToList();
        Assert.Equal(78, pairs.Count);
        Assert.InRange(pairs.Count(pair => IsWithin45Degrees(middles, seats, pair)), Math.Ceiling(0.95 * pairs.Count), 78);
        var known = pairs.Where(pair => pair.a.Number is not (370671 or 370676) && pair.b.Number is not (370671 or 370676)).ToList();
        Assert.Equal(55, known.Count);
        Assert.All(known, pair => Assert.True(IsWithin45Degrees(middles, seats, pair), $"{pair}"));
    }

    [Fact]
    public void Zhifu_Laishan_and_Muping_follow_from_west_to_east()
    {
        var middles = Middles();
        Assert.True(middles[UnitCode.Parse("370602")].X < middles[UnitCode.Parse("370613")].X);
        Assert.True(middles[UnitCode.Parse("370613")].X < middles[UnitCode.Parse("370612")].X);
    }

    [Theory]
    [InlineData("370676", new[] { "370602", "370611" })]
    [InlineData("370671", new[] { "370613", "370612" })]
    public void A_functional_zone_lies_beside_its_neighbours(string zone, string[] neighbours)
    {
        var districts = GroupsAt(UnitLevel.District);
        var beside = districts[UnitCode.Parse(zone)].SelectMany(cell => cell.Neighbours).ToHashSet();
        Assert.All(neighbours, code => Assert.True(districts[UnitCode.Parse(code)].Overlaps(beside), $"{zone} does not touch {code}."));
    }

    private static bool IsWithin45Degrees(Dictionary<UnitCode, Spot> middles, Dictionary<UnitCode, Spot> seats, (UnitCode A, UnitCode B) pair)
    {
        var drawn = middles[pair.B] - middles[pair.A];
        var real = seats[pair.B] - seats[pair.A];
        return drawn.Dot(real) / (drawn.Length * real.Length) >= Math.Sqrt(0.5);
    }

    private static Dictionary<UnitCode, Spot> Middles() =>
        GroupsAt(UnitLevel.District).ToDictionary(group => group.Key, group => Spot.Mean(group.Value.Select(cell => cell.Centre)));

    private static Dictionary<UnitCode, Spot> Seats()
    {
        var faults = new FaultList();
        var seats = CentresFile.Read(new PackFolder(CityPackLoader.ShippedFolder, faults), Plan.Units.Select(unit => unit.Code).ToHashSet(), faults);
        Assert.Equal(0, faults.Count);
        double narrower = Math.Cos(37.4 * Math.PI / 180);
        return seats.ToDictionary(pair => pair.Key, pair => new Spot(pair.Value.Longitude * narrower, -pair.Value.Latitude));
    }

    private static Dictionary<UnitCode, HashSet<Cell>> GroupsAt(UnitLevel level) =>
        Cells.GroupBy(pair => Above(pair.Key, level)).ToDictionary(group => group.Key, group => group.Select(pair => pair.Value).ToHashSet());

    private static UnitCode Above(UnitCode code, UnitLevel level)
    {
        while (code.Level != level) code = Plan.FindUnit(code)!.Parent;
        return code;
    }

    private static bool IsWhole(HashSet<Cell> cells)
    {
        HashSet<Cell> reached = [cells.First()];
        var queue = new Queue<Cell>(reached);
        while (queue.TryDequeue(out var cell))
            foreach (var next in cell.Neighbours)
                if (cells.Contains(next) && reached.Add(next)) queue.Enqueue(next);
        return reached.Count == cells.Count;
    }

    private static IEnumerable<Cell> Box(HashSet<Cell> cells) => Cell.Within(
        cells.Min(cell => cell.Centre.X) - 2, cells.Min(cell => cell.Centre.Y) - 2, cells.Max(cell => cell.Centre.X) + 2, cells.Max(cell => cell.Centre.Y) + 2);
}
