using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack;

/// <summary>What a person who keeps the pack should look at; none of it keeps a pack from loading.</summary>
/// <param name="OutsideBand">Base grids whose households lie outside the band of rules.json, by code.</param>
/// <param name="WithoutBranch">Grids that no branch or community committee covers, by code.</param>
public sealed record PackReport(IReadOnlyList<Unit> OutsideBand, IReadOnlyList<UnitCode> WithoutBranch)
{
    internal static PackReport Of(IReadOnlyList<Unit> units, IReadOnlyList<Organisation> organisations, HouseholdBand community, HouseholdBand village)
    {
        var villages = units.Where(unit => unit.Kind is UnitKind.Village).Select(unit => unit.Code).ToHashSet();
        var covered = organisations.Where(organisation => organisation.Kind >= OrganisationKind.CommunityCommittee)
            .SelectMany(organisation => organisation.Covers).ToHashSet();
        return new PackReport(
            [.. units.Where(unit => unit.Kind is UnitKind.BaseGrid && !(villages.Contains(unit.Parent) ? village : community).Holds(unit.Households))],
            [.. units.Where(unit => unit.Code.Level is UnitLevel.Grid && !covered.Contains(unit.Code)).Select(unit => unit.Code)]);
    }
}
