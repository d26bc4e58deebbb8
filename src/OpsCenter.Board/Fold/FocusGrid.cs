using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board;

/// <summary>A grid that needs attention (重点关注网格) and why.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Overdue">Its overdue requests; at least 1.</param>
/// <param name="OverdueHours">Hours by which they have passed their limits, summed.</param>
/// <param name="Households">Its households.</param>
/// <param name="HoursPerThousand">Overdue hours per 1,000 households: what the list is ordered by.</param>
public readonly record struct FocusGrid(UnitCode Grid, int Overdue, double OverdueHours, int Households, double HoursPerThousand);

/// <summary>Which grids may enter the focus list.</summary>
/// <remarks>Only time past a limit counts, never how much residents report; a rate of a handful of households says nothing, so such grids are not ranked.</remarks>
/// <param name="MinimumHouseholds">Households that a grid must have to be ranked: the sample of a rate per household. 0 or more; default 50.</param>
/// <param name="MinimumOverdue">Overdue requests that a grid must have to be ranked. 1 or more; default 1.</param>
public sealed record FocusRule(int MinimumHouseholds = 50, int MinimumOverdue = 1);
