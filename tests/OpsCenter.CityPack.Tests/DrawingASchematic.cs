using OpsCenter.CityPack.Drafting.Schematics;

namespace OpsCenter.CityPack.Tests;

/// <summary>The parts of the layout, each alone.</summary>
public sealed class DrawingASchematic
{
    private static readonly List<Cell> Square = [.. Cell.Within(0, 0, 9.6, 8.4)];

    [Fact]
    public void Neighbours_stand_at_distance_one() =>
        Assert.All(new Cell(3, -2).Neighbours, next => Assert.Equal(1, (next.Centre - new Cell(3, -2).Centre).Length, 12));

    [Fact]
    public void Each_site_gets_exactly_its_number_of_cells_and_the_near_ones()
    {
        int[] sizes = [10, 30, Square.Count - 40];
        Spot[] sites = [new(0, 0), new(9, 0), new(5, 8)];
        var partition = new Partition(Square, sites, sizes);
        partition.Settle(0, 0);
        Assert.Equal(sizes, partition.Groups.Select(group => group.Count));
        Assert.Equal(Enumerable.Range(0, Square.Count), partition.Groups.SelectMany(group => group).Order());
        Assert.Contains(Square.IndexOf(new Cell(0, 0)), partition.Groups[0]);
        Assert.Contains(Square.IndexOf(new Cell(9, 0)), partition.Groups[1]);
    }

    [Fact]
    public void No_two_cells_would_gain_by_a_swap()
    {
        Spot[] sites = [new(2, 2), new(7, 3), new(4, 7)];
        var partition = new Partition(Square, sites, [20, 40, Square.Count - 60]);
        partition.Settle(0, 0);
        double Cost(int cell, int group) => (Square[cell].Centre - sites[group]).Square;
        for (int a = 0; a < 3; a++)
            for (int b = a + 1; b < 3; b++)
                foreach (int x in partition.Groups[a])
                    Assert.All(partition.Groups[b], y => Assert.True(Cost(x, a) + Cost(y, b) <= Cost(x, b) + Cost(y, a) + 1e-6));
    }

    [Fact]
    public void A_stray_cell_comes_home_and_sizes_stay()
    {
        // Two halves of a row; the first has a cell lost at the far end.
        var first = Enumerable.Range(0, 4).Select(q => new Cell(q, 0)).Append(new Cell(9, 0)).ToList();
        var second = Enumerable.Range(4, 5).Select(q => new Cell(q, 0)).ToList();
        var mending = new Mending([first, second]);
        mending.Mend();
        Assert.Equal(Enumerable.Range(0, 5).Select(q => new Cell(q, 0)), mending.Group(0));
        Assert.Equal(Enumerable.Range(5, 5).Select(q => new Cell(q, 0)), mending.Group(1));
    }

    [Fact]
    public void A_hole_is_found_and_an_inlet_is_none()
    {
        var middle = new Cell(4, 4);
        Assert.Equal([middle], Footprint.Holes(Square, [.. Square.Where(cell => cell != middle)]));
        var edge = new Cell(4, 0);
        Assert.Empty(Footprint.Holes(Square, [.. Square.Where(cell => cell != edge)]));
    }

    [Fact]
    public void The_footprint_of_a_ring_of_districts_has_no_hole()
    {
        Spot[] ring = [new(20, 0), new(10, 17), new(-10, 17), new(-20, 0), new(-10, -17), new(10, -17)];
        int[] sizes = [.. ring.Select(_ => 200)];
        var cells = Footprint.Around(ring, sizes).ToHashSet();
        Assert.Equal(1_200, cells.Count);
        Assert.Empty(Footprint.Holes(Cell.Within(-40, -40, 40, 40), cells));
    }

    [Fact]
    public void Sites_keep_the_directions_of_the_real_places()
    {
        Spot[] real = [new(0, 0), new(1, 0.1), new(0.4, 1), new(3, 0.5)];
        var sites = SitePlan.Find(real, [400, 300, 500, 100]);
        for (int a = 0; a < real.Length; a++)
            for (int b = a + 1; b < real.Length; b++)
            {
                var (drawn, truly) = (sites[b] - sites[a], real[b] - real[a]);
                Assert.True(drawn.Dot(truly) / (drawn.Length * truly.Length) > Math.Sqrt(0.5), $"{a} to {b}");
            }
        Assert.Equal(sites, SitePlan.Find(real, [400, 300, 500, 100]));
    }
}
