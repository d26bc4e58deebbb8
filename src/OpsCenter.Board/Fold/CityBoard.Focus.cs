using OpsCenter.Board.Fold;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board;

/// <content>The focus list: which grids wait longest for what they were promised.</content>
public sealed partial class CityBoard
{
    /// <summary>The grids of a unit with the most overdue hours per 1,000 households by the pack's rule, worst first; equal ones by code.</summary>
    /// <param name="scope">The unit whose grids are ranked.</param>
    /// <param name="now">The instant up to which overdue hours count, on the server's clock.</param>
    /// <param name="count">How many at most; 1 or more.</param>
    /// <exception cref="UnknownPlaceException">The city has no such unit.</exception>
    public IReadOnlyList<FocusGrid> Focus(UnitCode scope, DateTimeOffset now, int count) => Focus(_places.NodeOf(scope), now, count);

    internal FocusGrid[] Focus(int scope, DateTimeOffset now, int count)
    {
        List<(int Node, Counters Counters)> overdue = [];
        lock (_gate)
            for (int node = scope; node < _places.Units; node++)
                if (_counters[node].Overdue >= _focus.MinimumOverdue && _places.IsGrid(node) && _places.IsWithin(node, scope))
                    overdue.Add((node, _counters[node]));
        return [.. overdue.Where(grid => _places.Households(grid.Node) > 0).Select(grid => Ranked(grid.Node, grid.Counters, now))
            .OrderByDescending(grid => grid.HoursPerThousand).ThenBy(grid => grid.Grid).Take(count)];
    }

    private FocusGrid Ranked(int node, in Counters counters, DateTimeOffset now)
    {
        double hours = counters.OverdueHours(now);
        int households = _places.Households(node);
        return new FocusGrid(_places.UnitOf(node), counters.Overdue, hours, households, _focus.RateOf(hours, households));
    }
}
