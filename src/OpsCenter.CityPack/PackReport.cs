using System.Text.Encodings.Web;
using System.Text.Json;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack;

/// <summary>What a person who keeps the pack should look at; none of it keeps a pack from loading.</summary>
/// <param name="OutsideBand">Base grids whose households lie outside the band of rules.json, by code.</param>
/// <param name="WithoutBranch">Grids that no branch or community committee covers, by code.</param>
public sealed record PackReport(IReadOnlyList<Unit> OutsideBand, IReadOnlyList<UnitCode> WithoutBranch)
{
    /// <summary>Writes the whole report as one JSON object: <c>outsideBand</c> with code, name and households of each grid, and <c>withoutBranch</c> with codes.</summary>
    public void WriteTo(Stream output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteStartArray("outsideBand");
        foreach (var grid in OutsideBand)
        {
            json.WriteStartObject();
            json.WriteString("grid", grid.Code.ToString());
            json.WriteString("name", grid.Name);
            json.WriteNumber("households", grid.Households);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("withoutBranch");
        foreach (var grid in WithoutBranch) json.WriteStringValue(grid.ToString());
        json.WriteEndArray();
        json.WriteEndObject();
    }

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
