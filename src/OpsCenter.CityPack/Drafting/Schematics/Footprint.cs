namespace OpsCenter.CityPack.Drafting.Schematics;

/// <summary>
/// The city's footprint on the lattice: exactly as many cells as grids, there where the districts' fields are strongest, so that its edge is round and
/// has no inlets. A hole is filled, and the weakest cells of the edge make up for it.
/// </summary>
internal static class Footprint
{
    internal static List<Cell> Around(IReadOnlyList<Spot> sites, IReadOnlyList<int> cells)
    {
        double margin = Math.Sqrt(cells.Max());
        var ranked = Cell.Within(
                sites.Min(site => site.X) - margin, sites.Min(site => site.Y) - margin,
                sites.Max(site => site.X) + margin, sites.Max(site => site.Y) + margin)
            .Select(cell => (Cell: cell, Field: Field(cell.Centre, sites, cells)))
            .OrderByDescending(pair => pair.Field).ThenBy(pair => pair.Cell.R).ThenBy(pair => pair.Cell.Q)
            .Select(pair => pair.Cell).ToList();
        int count = cells.Sum();
        HashSet<Cell> holes = [];
        while (true)
        {
            var taken = ranked.Where(holes.Contains).Concat(ranked.Where(cell => !holes.Contains(cell))).Take(count).ToHashSet();
            var found = Holes(ranked, taken);
            if (found.Count == 0) return [.. taken];
            holes.UnionWith(found);
        }
    }

    /// <summary>The cells that are not taken and from which no way of free cells leads out.</summary>
    internal static HashSet<Cell> Holes(IEnumerable<Cell> within, HashSet<Cell> taken)
    {
        var free = within.Where(cell => !taken.Contains(cell)).ToHashSet();
        var queue = new Queue<Cell>(free.Where(cell => cell.Neighbours.Any(next => !free.Contains(next) && !taken.Contains(next))));
        free.ExceptWith(queue);
        while (queue.TryDequeue(out var cell))
            foreach (var next in cell.Neighbours)
                if (free.Remove(next)) queue.Enqueue(next);
        return free;
    }

    private static double Field(Spot at, IReadOnlyList<Spot> sites, IReadOnlyList<int> cells)
    {
        double sum = 0;
        for (int i = 0; i < sites.Count; i++)
        {
            double nearness = cells[i] / Math.Max((at - sites[i]).Square, 1e-6);
            sum += nearness * nearness;
        }
        return sum;
    }
}
