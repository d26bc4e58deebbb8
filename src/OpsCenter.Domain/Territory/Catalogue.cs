using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Territory;

/// <summary>A kind of request that residents may raise.</summary>
/// <param name="Code">Its code on the wire.</param>
/// <param name="Name">What residents read, in Chinese.</param>
/// <param name="EnglishName">What residents read, in English.</param>
/// <param name="Clock">The clock that runs from raising to closing.</param>
public sealed record CatalogueEntry(RequestKind Code, string Name, string EnglishName, RequestClock Clock);

/// <summary>A time limit (时限): how long a request may stay open before it is overdue.</summary>
/// <param name="Code">Its code in the pack, e.g. <c>ordinary</c>.</param>
/// <param name="Limit">The limit; more than zero.</param>
/// <param name="WorkingDays">True when only working days of the calendar count (each 24 h); false when every hour counts.</param>
public sealed record RequestClock(string Code, TimeSpan Limit, bool WorkingDays);

/// <summary>When a grid's level rises; the pack's rule for <c>level</c>. Drawn by brightness, shape and word, never by the four legal colours.</summary>
/// <param name="AttentionOpen">Open requests from which a grid is level 1; at least 1.</param>
/// <param name="SeriousOverdue">Overdue requests from which a grid is level 2; at least 1.</param>
/// <param name="CriticalOverdue">Overdue requests from which a grid is level 3; more than <paramref name="SeriousOverdue"/>.</param>
/// <param name="SeriousPerThousand">Overdue requests per 1,000 households from which a unit above grids is level 2; level 1 from half of it, level 3 from twice.</param>
public sealed record LevelRule(int AttentionOpen, int SeriousOverdue, int CriticalOverdue, double SeriousPerThousand)
{
    /// <summary>A unit above grids is judged as if it had at least so many households, so that one matter in a hamlet is no crisis. At least 1; default 1.</summary>
    public int MinimumHouseholds { get; init; } = 1;

    /// <summary>The level of a unit.</summary>
    /// <param name="grid">Whether it is a grid; units above are judged by their rate per household.</param>
    /// <param name="open">Open requests, overdue ones included.</param>
    /// <param name="overdue">Overdue requests.</param>
    /// <param name="households">Households in the unit.</param>
    /// <returns>0 (normal) to 3 (critical).</returns>
    public int LevelOf(bool grid, long open, long overdue, int households)
    {
        if (grid) return overdue >= CriticalOverdue ? 3 : overdue >= SeriousOverdue ? 2 : open >= AttentionOpen ? 1 : 0;
        double rate = overdue * 1000.0 / Math.Max(households, MinimumHouseholds);
        return rate >= 2 * SeriousPerThousand ? 3 : rate >= SeriousPerThousand ? 2 : rate >= SeriousPerThousand / 2 ? 1 : 0;
    }
}

/// <summary>Which grids may enter the focus list (重点关注网格), and how their rate is taken.</summary>
/// <remarks>Only time past a limit counts, never how much residents report. A grid in which nobody lives has no rate and is not ranked.</remarks>
/// <param name="MinimumHouseholds">A grid is ranked as if it had at least so many households, so that one late request is not first because few live there. At least 1.</param>
/// <param name="MinimumOverdue">Overdue requests from which a grid is ranked. At least 1.</param>
public sealed record FocusRule(int MinimumHouseholds, int MinimumOverdue)
{
    /// <summary>Overdue hours per 1,000 households: what the list is ordered by.</summary>
    /// <param name="hours">Hours by which requests have passed their limits, summed.</param>
    /// <param name="households">Households of the grid; at least 1.</param>
    public double RateOf(double hours, int households) => hours * 1000 / Math.Max(households, MinimumHouseholds);
}

/// <summary>A mode in which the city runs, e.g. 平时 or 急时; the wall names it.</summary>
/// <param name="Code">Its code in the pack, e.g. <c>normal</c>.</param>
/// <param name="Name">Its name in Chinese.</param>
/// <param name="EnglishName">What an English screen writes.</param>
public sealed record OperatingMode(string Code, string Name, string EnglishName);
