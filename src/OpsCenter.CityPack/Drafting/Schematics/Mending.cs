namespace OpsCenter.CityPack.Drafting.Schematics;

/// <summary>
/// Makes each group of cells hang together, and keeps its size: a stray cell, or one that sticks out, goes to the group around it, and a cell comes
/// back along the shortest chain of neighbouring groups. A group of one cell may move as a whole.
/// </summary>
internal sealed class Mending
{
    private const int Ring = 7;
    private const int MostTurns = 1_000;
    private readonly Dictionary<Cell, int> _groupOf;
    private readonly HashSet<Cell> _tried = [];
    private readonly HashSet<Cell>[] _groups;

    internal Mending(IReadOnlyList<IReadOnlyList<Cell>> groups)
    {
        _groups = [.. groups.Select(group => group.ToHashSet())];
        _groupOf = groups.SelectMany((group, g) => group.Select(cell => (cell, g))).ToDictionary(pair => pair.cell, pair => pair.g);
    }

    /// <summary>Mends as far as the cells leave a way.</summary>
    internal void Mend()
    {
        for (int turn = 0; turn < MostTurns && MendOne(); turn++) { }
    }

    internal IReadOnlyList<Cell> Group(int g) => [.. _groups[g].OrderBy(cell => cell.R).ThenBy(cell => cell.Q)];

    private bool MendOne()
    {
        for (int g = 0; g < _groups.Length; g++)
            foreach (var stray in Strays(g).Concat(Tips(g)).ToList())
                foreach (int host in stray.Neighbours.Where(_groupOf.ContainsKey).Select(cell => _groupOf[cell]).Where(h => h != g).Distinct().Order().ToList())
                    if (Chain(host, g, stray) is { } chain)
                    {
                        _tried.Add(stray);
                        Give(stray, host);
                        foreach (var (cell, to) in chain) Give(cell, to);
                        return true;
                    }
        return false;
    }

    /// <summary>The moves that carry one cell's worth from a group to another, each leaving the giver whole; null when there is no way.</summary>
    private List<(Cell Cell, int To)>? Chain(int from, int to, Cell except)
    {
        var cameBy = new Dictionary<int, (int Giver, Cell Cell)> { [from] = (-1, default) };
        var queue = new Queue<int>([from]);
        while (queue.TryDequeue(out int giver))
        {
            if (giver == to) break;
            foreach (var (taker, cell) in Offers(giver, except))
                if (cameBy.TryAdd(taker, (giver, cell))) queue.Enqueue(taker);
        }
        if (!cameBy.ContainsKey(to)) return null;
        var chain = new List<(Cell, int)>();
        for (int at = to; cameBy[at].Giver >= 0; at = cameBy[at].Giver) chain.Add((cameBy[at].Cell, at));
        return chain;
    }

    /// <summary>The groups that could take a cell from a group's main body, with that cell: the one with most neighbours there, so that edges stay smooth.</summary>
    private List<(int Taker, Cell Cell)> Offers(int giver, Cell except)
    {
        var best = new Dictionary<int, (Cell Cell, int Touching)>();
        var bodies = new Dictionary<int, HashSet<Cell>>();
        HashSet<Cell> BodyOf(int g) => bodies.TryGetValue(g, out var known) ? known : bodies[g] = Body(g);
        foreach (var cell in BodyOf(giver).Where(cell => cell != except && IsOnEdge(cell, giver)).OrderBy(cell => cell.R).ThenBy(cell => cell.Q))
        {
            bool? whole = null;
            foreach (var side in cell.Neighbours.Where(next => next != except && _groupOf.TryGetValue(next, out int g) && g != giver).GroupBy(next => _groupOf[next]))
            {
                int touching = side.Count(BodyOf(side.Key).Contains);
                if (touching == 0 || best.TryGetValue(side.Key, out var known) && touching <= known.Touching) continue;
                if (whole ??= StaysWhole(BodyOf(giver), cell)) best[side.Key] = (cell, touching);
            }
        }
        return [.. best.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value.Cell))];
    }

    private bool IsOnEdge(Cell cell, int g) => cell.Neighbours.Any(next => _groupOf.TryGetValue(next, out int other) && other != g);

    private static bool StaysWhole(HashSet<Cell> body, Cell without)
    {
        var rest = body.ToHashSet();
        rest.Remove(without);
        return rest.Count == 0 || Reach(rest.First(), rest).Count == rest.Count;
    }

    private List<Cell> Strays(int g)
    {
        var body = Body(g);
        return [.. _groups[g].Where(cell => !body.Contains(cell)).OrderBy(cell => cell.R).ThenBy(cell => cell.Q)];
    }

    /// <summary>The cells that stick out of a larger group, held by one neighbour only. Each is tried once, or two might take turns.</summary>
    private IEnumerable<Cell> Tips(int g) => _groups[g].Count < Ring ? []
        : _groups[g].Where(cell => !_tried.Contains(cell) && cell.Neighbours.Count(_groups[g].Contains) < 2).OrderBy(cell => cell.R).ThenBy(cell => cell.Q);

    /// <summary>The largest piece of a group.</summary>
    private HashSet<Cell> Body(int g)
    {
        var left = _groups[g].ToHashSet();
        HashSet<Cell> largest = [];
        while (left.Count > largest.Count)
        {
            var piece = Reach(left.First(), left);
            left.ExceptWith(piece);
            if (piece.Count > largest.Count) largest = piece;
        }
        return largest;
    }

    private static HashSet<Cell> Reach(Cell start, HashSet<Cell> within)
    {
        HashSet<Cell> reached = [start];
        var queue = new Queue<Cell>(reached);
        while (queue.TryDequeue(out var cell))
            foreach (var next in cell.Neighbours)
                if (within.Contains(next) && reached.Add(next)) queue.Enqueue(next);
        return reached;
    }

    private void Give(Cell cell, int to)
    {
        _groups[_groupOf[cell]].Remove(cell);
        _groups[to].Add(cell);
        _groupOf[cell] = to;
    }
}
