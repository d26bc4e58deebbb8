using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Territory;

/// <summary>What kind of unit it is within its level; screens choose words by it (never call a village 社区).</summary>
public enum UnitKind
{
    /// <summary>市.</summary>
    City,

    /// <summary>区市 with a boundary of its own.</summary>
    District,

    /// <summary>A functional zone (功能区) that counts as a district.</summary>
    FunctionalZone,

    /// <summary>街道.</summary>
    SubDistrict,

    /// <summary>镇.</summary>
    Township,

    /// <summary>乡.</summary>
    RuralTownship,

    /// <summary>园区 and other town-level units.</summary>
    Park,

    /// <summary>社区.</summary>
    Community,

    /// <summary>村.</summary>
    Village,

    /// <summary>Base grid (基础网格).</summary>
    BaseGrid,

    /// <summary>Dedicated grid (专属网格): a park, hospital, school, market.</summary>
    DedicatedGrid,
}

/// <summary>One unit of the territory, from the city down to a grid.</summary>
/// <param name="Code">Its division code; the only key.</param>
/// <param name="Kind">What kind of unit it is.</param>
/// <param name="Parent">The unit above it; <see cref="UnitCode.None"/> for the city.</param>
/// <param name="Name">Its full name in Chinese, as published, e.g. 芝罘区.</param>
/// <param name="ShortName">What a screen writes, e.g. 芝罘; 居委会 and 村委会 are dropped.</param>
/// <param name="EnglishName">What an English screen writes, e.g. <c>Zhifu</c>; the short name where no English name is known.</param>
/// <param name="Households">Households in it; for units above grids the sum of their grids.</param>
public sealed record Unit(UnitCode Code, UnitKind Kind, UnitCode Parent, string Name, string ShortName, string EnglishName, int Households);
