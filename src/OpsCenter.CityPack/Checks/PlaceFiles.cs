using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>Reads venues and kiosks.</summary>
internal static class PlaceFiles
{
    private const int DefaultStay = 40;

    internal static List<Venue> Venues(PackFolder folder, IReadOnlySet<UnitCode> grids, FaultList faults)
    {
        var venues = new List<Venue>();
        var lines = new Dictionary<VenueId, int>();
        foreach (var row in CsvTable.Read(folder, PackFiles.Venues, ["id", "grid", "name", "english_name?", "opens", "closes", "usual_stay_minutes?"], faults))
        {
            var id = row.Id<VenueId>("id");
            var grid = row.Code("grid", UnitLevel.Grid, shortCity: false);
            string? name = row.Text("name");
            var opens = row.Time("opens");
            var closes = row.Time("closes");
            int? stay = row["usual_stay_minutes"].Length == 0 ? DefaultStay : row.Number("usual_stay_minutes", 5, 480);
            if (grid is { } place && grids.Count > 0 && !grids.Contains(place)) row.Fault($"The venue stands in {place}, which is no grid of {PackFiles.Grids}.");
            if (closes <= opens) row.Fault($"The venue closes at {closes:HH:mm}, not later than it opens at {opens:HH:mm}.");
            if (id is { } known && !lines.TryAdd(known, row.Line)) row.Fault($"{known} comes twice; first on line {lines[known]}.");
            if ((id, grid, opens, closes, stay, name) is ({ } key, { } within, { } from, { } to, { } minutes, { } words))
                venues.Add(new Venue(key, within, words, row["english_name"] is { Length: > 0 } english ? english : words, from, to, TimeSpan.FromMinutes(minutes)));
        }
        return venues;
    }

    internal static List<KioskPlace> Kiosks(PackFolder folder, IReadOnlySet<VenueId> venues, FaultList faults)
    {
        var kiosks = new List<KioskPlace>();
        var lines = new Dictionary<KioskId, int>();
        foreach (var row in CsvTable.Read(folder, PackFiles.Kiosks, ["id", "venue"], faults))
        {
            var id = row.Id<KioskId>("id");
            var venue = row.Id<VenueId>("venue");
            if (venue is { } place && venues.Count > 0 && !venues.Contains(place)) row.Fault($"The kiosk stands in {place}, which is no venue of {PackFiles.Venues}.");
            if (id is { } known && !lines.TryAdd(known, row.Line)) row.Fault($"{known} comes twice; first on line {lines[known]}.");
            if ((id, venue) is ({ } key, { } within)) kiosks.Add(new KioskPlace(key, within));
        }
        return kiosks;
    }
}
