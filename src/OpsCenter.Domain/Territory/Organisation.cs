using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Territory;

/// <summary>The kinds of organisation in the tree that says who (S46).</summary>
public enum OrganisationKind
{
    /// <summary>市委, 区市委: the committee of a city or district.</summary>
    Committee,

    /// <summary>党工委 or 镇党委.</summary>
    TownCommittee,

    /// <summary>社区党委, 党总支 or 村党支部.</summary>
    CommunityCommittee,

    /// <summary>网格（小区）党支部.</summary>
    GridBranch,

    /// <summary>楼栋党小组.</summary>
    BuildingGroup,
}

/// <summary>An organisation and the units it covers.</summary>
/// <param name="Id">Its id in the pack.</param>
/// <param name="Kind">What kind it is.</param>
/// <param name="Parent">The organisation above it; empty at the top.</param>
/// <param name="Name">Its name in Chinese.</param>
/// <param name="Covers">The units it covers; <c>Covers</c> is many-to-many.</param>
public sealed record Organisation(string Id, OrganisationKind Kind, string Parent, string Name, IReadOnlyList<UnitCode> Covers);
