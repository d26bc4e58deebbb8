using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>Reads real outlines of units.</summary>
internal static class OutlinesFile
{
    private const string File = PackFiles.Outlines;

    internal static Outlines? Read(PackFolder folder, IReadOnlySet<UnitCode> units, FaultList faults)
    {
        if (JsonSource.Read(folder, File, faults) is not { } json) return null;
        if (!JsonShape.Load("outlines.schema.json").Holds(json, File, faults)) return null;
        var items = new List<Outline>();
        var lines = new Dictionary<UnitCode, int>();
        foreach (var feature in json["features"].Items)
        {
            var written = feature["properties"]["code"];
            var code = UnitCode.Parse(written.Text);
            if (!units.Contains(code)) faults.Add(File, written.Line, $"{code} is no unit of the city.");
            else if (!lines.TryAdd(code, written.Line)) faults.Add(File, written.Line, $"{code} comes twice; first on line {lines[code]}.");
            if (new OutlineShape(code, File, faults).Read(feature["geometry"]) is { } polygons) items.Add(new Outline(code, polygons));
        }
        var datum = json["datum"].Text == "WGS84" ? GeoDatum.Wgs84 : GeoDatum.Gcj02;
        return new Outlines(json["source"].Text, datum, json.Find("approvalNumber")?.Text ?? "", items);
    }
}
