using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Grids;

/// <summary>What is remembered of one grid (网格): how many requests are open in it, and how many of them overdue.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Open">Open requests, overdue ones included.</param>
/// <param name="Overdue">Requests whose time limit has passed.</param>
public sealed record GridState(UnitCode Grid, int Open, int Overdue)
{
    /// <summary>The state after an event of this grid's own stream.</summary>
    public static GridState Evolve(GridState grid, GridEvent happened) => happened switch
    {
        GridEvent.RequestRaised => grid with { Open = grid.Open + 1 },
        GridEvent.RequestBecameOverdue => grid with { Overdue = grid.Overdue + 1 },
        GridEvent.RequestClosed e => grid with { Open = grid.Open - 1, Overdue = grid.Overdue - (e.WasOverdue ? 1 : 0) },
        GridEvent.RequestRated => grid,
        _ => throw new UnknownEventException(happened, grid),
    };
}
