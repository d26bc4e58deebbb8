namespace OpsCenter.CityPack.Drafting.Schematics;

/// <summary>
/// Finds a place for each district: discs as large as their grids need, close together, and seen from each other in the directions of the real
/// seats. Several searches by steps that shrink, of which the best counts; drawn numbers follow from the step, so that the answer is always the same.
/// </summary>
internal sealed class SitePlan
{
    private const int Searches = 24;
    private const int Steps = 30_000;
    private const double CellArea = 0.8660254037844386;
    private const double Overlap = 0.94;       // discs may overlap so much that no gap stays between three of them
    private const double WantedCosine = 0.86;  // directions may turn by 30° before it costs
    private const double Gravity = 0.9;
    private readonly Spot[] _real;
    private readonly double[] _radius;
    private readonly Spot[] _sites;
    private readonly double _near;

    private SitePlan(IReadOnlyList<Spot> real, IReadOnlyList<int> cells)
    {
        _real = [.. real];
        _radius = [.. cells.Select(count => Math.Sqrt(count * CellArea / Math.PI))];
        var middle = Spot.Mean(real);
        double spread = real.Average(spot => (spot - middle).Length);
        _near = spread / 4;
        double scale = Math.Sqrt(cells.Sum() * CellArea / Math.PI) / spread;
        _sites = [.. real.Select(spot => (spot - middle) * scale)];
    }

    /// <summary>The places, in the order given.</summary>
    /// <param name="real">The real places on a plane, y to the south, in any unit.</param>
    /// <param name="cells">How many cells each district has.</param>
    internal static Spot[] Find(IReadOnlyList<Spot> real, IReadOnlyList<int> cells) =>
        Enumerable.Range(0, Searches)
            .Select(search =>
            {
                var plan = new SitePlan(real, cells);
                plan.Search(search);
                return (plan._sites, Cost: plan.Cost());
            })
            .MinBy(found => found.Cost)._sites;

    private void Search(int search)
    {
        double reach = _radius.Max() * 1.5;
        for (int step = 0; step < Steps; step++)
        {
            int i = step % _sites.Length;
            double left = (double)(Steps - step) / Steps;
            double size = reach * left * left + 0.05;
            long key = search * 1_000_000L + step;
            var from = _sites[i];
            double before = Cost(i);
            _sites[i] = from + new Spot(Draws.Between(key, 21, -1000, 1000) * size / 1000, Draws.Between(key, 22, -1000, 1000) * size / 1000);
            double patience = Draws.Between(key, 23, 0, 1000) * left * left * 0.2;
            if (Cost(i) >= before + patience) _sites[i] = from;
        }
    }

    private double Cost() => Enumerable.Range(0, _sites.Length).Sum(Cost);

    /// <summary>What is wrong with where one district stands: distance from the middle, overlaps, wrong directions.</summary>
    private double Cost(int i)
    {
        double cost = Gravity * _radius[i] * (_sites[i] - Middle()).Length;
        for (int j = 0; j < _sites.Length; j++)
        {
            if (j == i) continue;
            var apart = _sites[j] - _sites[i];
            var truly = _real[j] - _real[i];
            double distance = Math.Max(apart.Length, 1e-6);
            double overlap = Math.Max(0, (_radius[i] + _radius[j]) * Overlap - distance);
            cost += overlap * overlap * 4;
            double wanted = truly.Length < _near ? 0.93 : WantedCosine;
            double turned = Math.Max(0, wanted - apart.Dot(truly) / (distance * truly.Length));
            cost += turned * turned * 150 * _radius[i] * _radius[j];
        }
        return cost;
    }

    private Spot Middle()
    {
        var sum = default(Spot);
        double weight = 0;
        for (int i = 0; i < _sites.Length; i++)
        {
            sum += _sites[i] * (_radius[i] * _radius[i]);
            weight += _radius[i] * _radius[i];
        }
        return sum * (1 / weight);
    }
}
