using System.Globalization;
using OpsCenter.CityPack.Checks;
using OpsCenter.CityPack.Drafting.Schematics;
using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Drafting;

/// <summary>
/// Writes the invented files of a demonstration city beside its real divisions: grids, venues, kiosks, organisations. The same divisions and
/// totals give the same bytes. Each file says in its first line that it is invented.
/// </summary>
internal static class PackDraft
{
    private const string Mark = "# synthetic: invented for demonstration · 演示数据 · 非真实情况";

    /// <summary>The drafted files by name.</summary>
    /// <param name="folder">A pack with <c>divisions.csv</c> and, if wanted, <c>labels.csv</c>.</param>
    /// <param name="numbers">The totals.</param>
    /// <exception cref="CityPackException">The divisions are wrong.</exception>
    internal static Dictionary<string, string> Make(string folder, DraftNumbers numbers)
    {
        var (divisions, seats) = Read(folder);
        var drafted = new GridDraft(divisions, numbers).Make();
        var byCode = divisions.ToDictionary(unit => unit.Code);
        List<Unit> grids = [.. drafted.Select(grid => GridWords.Name(grid, byCode[grid.Parent], (int)(grid.Code.Number % 1000)))];
        var villages = divisions.Where(unit => unit.Kind is UnitKind.Village).Select(unit => unit.Code).ToHashSet();
        var venues = VenueDraft.Make(grids, villages, numbers.Venues);
        return new Dictionary<string, string>
        {
            [PackFiles.Grids] = Csv("code,kind,households,name,short_name,english_name", drafted.Select(grid =>
                $"{grid.Code},{(grid.Kind is UnitKind.DedicatedGrid ? "dedicated" : "base")},{grid.Households},{grid.Name},{grid.ShortName},{grid.EnglishName}")),
            [PackFiles.Venues] = Csv("id,grid,name,english_name,opens,closes,usual_stay_minutes", venues.Select(venue =>
                string.Create(CultureInfo.InvariantCulture, $"{venue.Id},{venue.Grid},{venue.Name},{venue.EnglishName},{venue.Opens:HH:mm},{venue.Closes:HH:mm},{(int)venue.UsualStay.TotalMinutes}"))),
            [PackFiles.Kiosks] = Csv("id,venue", VenueDraft.Kiosks(venues).Select(kiosk => $"{kiosk.Id},{kiosk.Venue}")),
            [PackFiles.Schematic] = Csv("grid,q,r", Schematic([.. divisions, .. grids], seats).Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell.Grid},{cell.Q},{cell.R}"))),
            [PackFiles.Organisations] = Csv("id,kind,parent,name,covers", OrganisationDraft.Make([.. divisions, .. grids]).Select(organisation =>
                $"{organisation.Id},{Word(organisation.Kind)},{organisation.Parent},{organisation.Name},{string.Join(' ', organisation.Covers)}")),
        };
    }

    /// <summary>One degree of longitude is shorter than one of latitude; y grows to the south.</summary>
    private static List<HexCell> Schematic(IReadOnlyList<Unit> units, Dictionary<UnitCode, Seat> seats)
    {
        double middle = seats.Values.Average(seat => seat.Latitude);
        double narrower = Math.Round(Math.Cos(middle * Math.PI / 180), 3);
        var spots = seats.ToDictionary(pair => pair.Key, pair => new Spot(pair.Value.Longitude * narrower, -pair.Value.Latitude));
        return new SchematicDraft(units).Make(units[0].Code, spots);
    }

    private static (List<Unit> Divisions, Dictionary<UnitCode, Seat> Seats) Read(string folder)
    {
        var faults = new FaultList();
        var files = new PackFolder(folder, new FaultList()); // files that are drafted next may be missing
        var divisions = new TerritoryFiles(files, faults).ReadWithoutGrids(UnitCode.None);
        var seats = CentresFile.Read(files, divisions.Select(unit => unit.Code).ToHashSet(), faults);
        foreach (var district in divisions.Where(unit => unit.Code.Level is UnitLevel.District && !seats.ContainsKey(unit.Code)))
            faults.Add(PackFiles.Centres, 0, $"{district.Code} {district.Name} has no seat.");
        return faults.Count == 0 ? (divisions, seats) : throw new CityPackException(folder, faults.InOrder());
    }

    private static string Csv(string header, IEnumerable<string> lines) => $"{Mark}\n{header}\n{string.Join('\n', lines)}\n";

    private static string Word(OrganisationKind kind) => kind switch
    {
        OrganisationKind.Committee => "committee",
        OrganisationKind.TownCommittee => "town-committee",
        OrganisationKind.CommunityCommittee => "community-committee",
        OrganisationKind.GridBranch => "grid-branch",
        _ => "building-group",
    };
}
