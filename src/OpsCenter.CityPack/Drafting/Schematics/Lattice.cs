namespace OpsCenter.CityPack.Drafting.Schematics;

/// <summary>A cell of the hexagon lattice by axial coordinates, pointy side up; north is smaller <paramref name="R"/>.</summary>
internal readonly record struct Cell(int Q, int R)
{
    private const double Root3 = 1.7320508075688772;
    private static readonly (int Q, int R)[] Steps = [(1, 0), (1, -1), (0, -1), (-1, 0), (-1, 1), (0, 1)];

    /// <summary>The centre, with neighbours at distance 1; y grows to the south.</summary>
    internal Spot Centre => new(Q + R / 2.0, R * Root3 / 2);

    internal IEnumerable<Cell> Neighbours
    {
        get
        {
            foreach (var (q, r) in Steps) yield return new Cell(Q + q, R + r);
        }
    }

    /// <summary>The cells whose centres lie within a rectangle, row by row.</summary>
    internal static IEnumerable<Cell> Within(double left, double top, double right, double bottom)
    {
        for (int r = (int)Math.Ceiling(top / (Root3 / 2)); r * Root3 / 2 <= bottom; r++)
            for (int q = (int)Math.Ceiling(left - r / 2.0); q + r / 2.0 <= right; q++)
                yield return new Cell(q, r);
    }
}

/// <summary>A point of the plane; the lattice's neighbours stand at distance 1; y grows to the south.</summary>
internal readonly record struct Spot(double X, double Y)
{
    public static Spot operator +(Spot a, Spot b) => new(a.X + b.X, a.Y + b.Y);

    public static Spot operator -(Spot a, Spot b) => new(a.X - b.X, a.Y - b.Y);

    public static Spot operator *(Spot a, double by) => new(a.X * by, a.Y * by);

    internal double Square => X * X + Y * Y;

    internal double Length => Math.Sqrt(Square);

    internal double Dot(Spot other) => X * other.X + Y * other.Y;

    internal static Spot Mean(IEnumerable<Spot> spots)
    {
        var sum = default(Spot);
        int count = 0;
        foreach (var spot in spots)
        {
            sum += spot;
            count++;
        }
        return count == 0 ? sum : sum * (1.0 / count);
    }
}
