using System.Globalization;
using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>The seat of a district, WGS84 degrees.</summary>
internal readonly record struct Seat(double Longitude, double Latitude);

/// <summary>Reads where the seats of districts lie; the schematic map is drawn from them.</summary>
internal static class CentresFile
{
    private static readonly Dictionary<string, bool> Origins = new() { ["fact"] = true, ["beside"] = false };

    internal static Dictionary<UnitCode, Seat> Read(PackFolder folder, IReadOnlySet<UnitCode> units, FaultList faults)
    {
        var seats = new Dictionary<UnitCode, Seat>();
        var lines = new Dictionary<UnitCode, int>();
        foreach (var row in CsvTable.Read(folder, PackFiles.Centres, ["district", "longitude", "latitude", "placed"], faults))
        {
            row.Choice("placed", Origins);
            var (longitude, latitude) = (Degrees(row, "longitude", 180), Degrees(row, "latitude", 90));
            if (row.Code("district", UnitLevel.District, shortCity: false) is not { } code) continue;
            if (!units.Contains(code)) row.Fault($"{code} is no district of {PackFiles.Divisions}.");
            else if (!lines.TryAdd(code, row.Line)) row.Fault($"{code} comes twice; first on line {lines[code]}.");
            else if (longitude is { } east && latitude is { } north) seats.Add(code, new Seat(east, north));
        }
        return seats;
    }

    private static double? Degrees(CsvRow row, string column, int most)
    {
        if (double.TryParse(row[column], NumberStyles.Float, CultureInfo.InvariantCulture, out double degrees) && Math.Abs(degrees) <= most) return degrees;
        row.Fault($"'{column}' is '{row[column]}'; it must be degrees from -{most} to {most}.");
        return null;
    }
}
