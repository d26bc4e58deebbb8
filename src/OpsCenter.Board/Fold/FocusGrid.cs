using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board;

/// <summary>A grid that needs attention (重点关注网格) and why.</summary>
/// <param name="Grid">The grid.</param>
/// <param name="Overdue">Its overdue requests; at least 1.</param>
/// <param name="OverdueHours">Hours by which they have passed their limits, summed.</param>
/// <param name="Households">Its households.</param>
/// <param name="HoursPerThousand">Overdue hours per 1,000 households, and of at least <see cref="FocusRule.MinimumHouseholds"/>: what the list is ordered by.</param>
public readonly record struct FocusGrid(UnitCode Grid, int Overdue, double OverdueHours, int Households, double HoursPerThousand);
