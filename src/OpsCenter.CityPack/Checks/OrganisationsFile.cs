using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>Reads the organisation tree: who, beside the territory that says where.</summary>
internal static class OrganisationsFile
{
    private static readonly Dictionary<string, OrganisationKind> Kinds = new()
    {
        ["committee"] = OrganisationKind.Committee,
        ["town-committee"] = OrganisationKind.TownCommittee,
        ["community-committee"] = OrganisationKind.CommunityCommittee,
        ["grid-branch"] = OrganisationKind.GridBranch,
        ["building-group"] = OrganisationKind.BuildingGroup,
    };

    internal static List<Organisation> Read(PackFolder folder, IReadOnlySet<UnitCode> units, FaultList faults)
    {
        bool gridsAreKnown = units.Any(unit => unit.Level is UnitLevel.Grid);
        var found = new List<(Organisation Value, CsvRow Row)>();
        var byId = new Dictionary<string, (OrganisationKind Kind, int Line)>(StringComparer.Ordinal);
        foreach (var row in CsvTable.Read(folder, PackFiles.Organisations, ["id", "kind", "parent", "name", "covers"], faults))
        {
            var kind = row.Choice("kind", Kinds);
            string? id = row.Text("id");
            string? name = row.Text("name");
            var covers = Covers(row, units, gridsAreKnown);
            if (kind is not { } known || id is null || name is null) continue;
            if (!byId.TryAdd(id, (known, row.Line))) row.Fault($"{id} comes twice; first on line {byId[id].Line}.");
            else found.Add((new Organisation(id, known, row["parent"], name, covers), row));
        }
        foreach (var (organisation, row) in found)
        {
            if (organisation.Parent.Length == 0)
            {
                if (organisation.Kind is not OrganisationKind.Committee) row.Fault($"{organisation.Id} has no parent; only a committee stands at the top.");
            }
            else if (!byId.TryGetValue(organisation.Parent, out var parent)) row.Fault($"{organisation.Id} stands under {organisation.Parent}, which is not there.");
            else if (parent.Kind > organisation.Kind || parent.Kind == organisation.Kind && organisation.Kind is not OrganisationKind.Committee)
                row.Fault($"{organisation.Id} stands under {organisation.Parent}, which is not above it.");
        }
        return [.. found.Select(pair => pair.Value)];
    }

    private static List<UnitCode> Covers(CsvRow row, IReadOnlySet<UnitCode> units, bool gridsAreKnown)
    {
        var covers = new List<UnitCode>();
        foreach (string word in row["covers"].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (UnitCode.TryParse(word.AsSpan(), out var code) && (units.Contains(code) || code.Level is UnitLevel.Grid && !gridsAreKnown)) covers.Add(code);
            else row.Fault($"'covers' names {word}, which is no unit of the city.");
        }
        if (covers.Count == 0 && row["covers"].Length == 0) row.Fault("'covers' is empty; an organisation covers at least one unit.");
        return covers;
    }
}
