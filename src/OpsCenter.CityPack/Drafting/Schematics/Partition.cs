namespace OpsCenter.CityPack.Drafting.Schematics;

/// <summary>
/// Divides cells among sites so that each site gets exactly its number and the squared distances are least: a power diagram with capacities.
/// Any two sites swap cells as long as that helps.
/// </summary>
internal sealed class Partition
{
    private const double Worthwhile = 1e-9;
    private readonly Spot[] _centres;
    private readonly List<int>[] _groups;

    /// <param name="cells">The cells to divide.</param>
    /// <param name="sites">Where the groups should stand.</param>
    /// <param name="sizes">How many cells each group gets; their sum is the number of cells.</param>
    internal Partition(IReadOnlyList<Cell> cells, IReadOnlyList<Spot> sites, IReadOnlyList<int> sizes)
    {
        _centres = [.. cells.Select(cell => cell.Centre)];
        Sites = [.. sites];
        _groups = [.. sizes.Select(size => new List<int>(size))];
        Deal(sizes);
    }

    internal Spot[] Sites { get; }

    /// <summary>The cells of each group, by index.</summary>
    internal IReadOnlyList<IReadOnlyList<int>> Groups => _groups;

    /// <summary>Divides, then moves each site towards the middle of what it got, a number of rounds.</summary>
    /// <param name="rounds">How often; 0 divides once and moves nothing.</param>
    /// <param name="pull">How far a site moves each round: 1 to the middle.</param>
    internal void Settle(int rounds, double pull)
    {
        Swap();
        for (int round = 0; round < rounds; round++)
        {
            for (int g = 0; g < _groups.Length; g++)
                Sites[g] += (Spot.Mean(_groups[g].Select(i => _centres[i])) - Sites[g]) * pull;
            Swap();
        }
    }

    private void Deal(IReadOnlyList<int> sizes)
    {
        var wishes = new List<(double Cost, int Cell, int Group)>(_centres.Length * Sites.Length);
        for (int i = 0; i < _centres.Length; i++)
            for (int g = 0; g < Sites.Length; g++) wishes.Add(((_centres[i] - Sites[g]).Square, i, g));
        wishes.Sort();
        bool[] dealt = new bool[_centres.Length];
        foreach (var (_, cell, group) in wishes)
        {
            if (dealt[cell] || _groups[group].Count == sizes[group]) continue;
            dealt[cell] = true;
            _groups[group].Add(cell);
        }
    }

    private void Swap()
    {
        bool changed = true;
        while (changed)
        {
            changed = false;
            for (int a = 0; a < _groups.Length; a++)
                for (int b = a + 1; b < _groups.Length; b++) changed |= Swap(a, b);
        }
    }

    private bool Swap(int a, int b)
    {
        var fromA = Gains(a, b);
        var fromB = Gains(b, a);
        if (fromA.Count == 0 || fromB.Count == 0) return false;
        Prune(fromA, fromB);
        int count = 0;
        while (count < fromA.Count && count < fromB.Count && fromA[count].Gain + fromB[count].Gain > Worthwhile)
        {
            (_groups[a][fromA[count].At], _groups[b][fromB[count].At]) = (_groups[b][fromB[count].At], _groups[a][fromA[count].At]);
            count++;
        }
        return count > 0;
    }

    /// <summary>Keeps the cells that could take part in a swap, and sorts them, most eager first; most cells lie far from the border of two groups.</summary>
    private static void Prune(List<(double Gain, int At)> fromA, List<(double Gain, int At)> fromB)
    {
        double mostA = fromA.Max(gain => gain.Gain);
        double mostB = fromB.Max(gain => gain.Gain);
        fromA.RemoveAll(gain => gain.Gain + mostB <= Worthwhile);
        fromB.RemoveAll(gain => gain.Gain + mostA <= Worthwhile);
        fromA.Sort((x, y) => y.Gain != x.Gain ? y.Gain.CompareTo(x.Gain) : x.At.CompareTo(y.At));
        fromB.Sort((x, y) => y.Gain != x.Gain ? y.Gain.CompareTo(x.Gain) : x.At.CompareTo(y.At));
    }

    /// <summary>How much each cell of a group would rather belong to another; those that would rather stay too, for a swap may need one.</summary>
    private List<(double Gain, int At)> Gains(int from, int to)
    {
        var group = _groups[from];
        var gains = new List<(double Gain, int At)>(group.Count);
        for (int at = 0; at < group.Count; at++)
        {
            var centre = _centres[group[at]];
            gains.Add(((centre - Sites[from]).Square - (centre - Sites[to]).Square, at));
        }
        return gains;
    }
}
