namespace OpsCenter.CityPack.Drafting.Schematics;

/// <summary>Places for the parts of a region, as seeds stand in a sunflower: the first in the middle, the last at the edge.</summary>
internal static class Spiral
{
    private const double CellArea = 0.8660254037844386;

    // The golden angle's cosine and sine.
    private const double Cos = -0.7373688780783197;
    private const double Sin = 0.6754902942615238;

    internal static Spot[] Sites(IReadOnlyList<Cell> cells, IReadOnlyList<int> sizes)
    {
        var middle = Spot.Mean(cells.Select(cell => cell.Centre));
        var direction = new Spot(1, 0);
        var sites = new Spot[sizes.Count];
        double inside = 0;
        for (int i = 0; i < sizes.Count; i++)
        {
            double radius = i == 0 ? 0 : Math.Sqrt((inside + sizes[i] / 2.0) * CellArea / Math.PI);
            sites[i] = middle + direction * radius;
            inside += sizes[i];
            direction = new Spot(direction.X * Cos - direction.Y * Sin, direction.X * Sin + direction.Y * Cos);
        }
        return sites;
    }
}
