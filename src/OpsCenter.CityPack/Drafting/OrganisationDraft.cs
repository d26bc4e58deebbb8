using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Drafting;

/// <summary>Invents the organisation tree beside the territory: committees down to the town, a committee or branch in each community and village, a branch in each grid of a community.</summary>
internal static class OrganisationDraft
{
    private const int SmallCommunity = 5;

    /// <summary>The organisations, each after the one above it.</summary>
    /// <param name="units">All units with their grids, sorted by level and code.</param>
    internal static List<Organisation> Make(IReadOnlyList<Unit> units)
    {
        var grids = units.Where(unit => unit.Code.Level is UnitLevel.Grid).ToLookup(unit => unit.Parent);
        var tree = new List<Organisation>();
        foreach (var unit in units.Where(unit => unit.Code.Level is not UnitLevel.Grid))
            tree.Add(new Organisation(Id(unit.Code), KindOf(unit), unit.Parent == UnitCode.None ? "" : Id(unit.Parent), Name(unit, grids[unit.Code].Count()), Covers(unit, grids)));
        foreach (var community in units.Where(unit => unit.Kind is UnitKind.Community))
            foreach (var grid in grids[community.Code])
                tree.Add(new Organisation(Id(grid.Code), OrganisationKind.GridBranch, Id(community.Code), GridName(grid, community), [grid.Code]));
        return tree;
    }

    private static IReadOnlyList<UnitCode> Covers(Unit unit, ILookup<UnitCode, Unit> grids) =>
        unit.Kind is UnitKind.Village ? [unit.Code, .. grids[unit.Code].Select(grid => grid.Code)] : [unit.Code];

    private static OrganisationKind KindOf(Unit unit) => unit.Code.Level switch
    {
        UnitLevel.City or UnitLevel.District => OrganisationKind.Committee,
        UnitLevel.Town => OrganisationKind.TownCommittee,
        _ => OrganisationKind.CommunityCommittee,
    };

    private static string Name(Unit unit, int grids) => unit.Kind switch
    {
        UnitKind.City or UnitKind.District => $"{unit.Name}委",
        UnitKind.FunctionalZone => $"{unit.ShortName}党工委",
        UnitKind.SubDistrict or UnitKind.Park => $"{unit.Name}党工委",
        UnitKind.Township or UnitKind.RuralTownship => $"{unit.Name}党委",
        UnitKind.Village => $"{unit.ShortName}党支部",
        _ => grids > SmallCommunity ? $"{unit.ShortName}党委" : $"{unit.ShortName}党总支",
    };

    private static string GridName(Unit grid, Unit community) => grid.Kind is UnitKind.DedicatedGrid
        ? $"{grid.ShortName}联合党支部"
        : $"{community.ShortName}第{grid.Code.Number % 1000}网格党支部";

    private static string Id(UnitCode code) => $"o-{code}";
}
