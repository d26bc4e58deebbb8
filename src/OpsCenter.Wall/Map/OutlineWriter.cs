using System.Text.Json;
using OpsCenter.Domain.Territory;

namespace OpsCenter.Wall.Map;

/// <summary>Writes real outlines into a map, in map units: east is +x, south is +y, so that they are drawn as the schematic is.</summary>
/// <remarks>A plain cylinder that is true at the middle latitude of the scope: the shape that people know, no reference system to look up.</remarks>
internal sealed class OutlineWriter(CityPlan plan, Outlines outlines)
{
    /// <summary>Map units a degree of latitude; a city is some hundred units wide, as its schematic is.</summary>
    private const double UnitsPerDegree = 200;

    /// <param name="writer">Stands inside the map's object.</param>
    /// <param name="places">The units of the map: index in the plan to place in the map.</param>
    internal void Write(Utf8JsonWriter writer, IReadOnlyDictionary<int, int> places)
    {
        var shown = outlines.Items.Where(item => places.ContainsKey(plan.IndexOf(item.Code))).ToList();
        if (shown.Count == 0) return;
        var points = shown.SelectMany(item => item.Polygons).SelectMany(polygon => polygon.Shell).ToList();
        var middle = new GeoPoint((points.Min(point => point.Longitude) + points.Max(point => point.Longitude)) / 2, (points.Min(point => point.Latitude) + points.Max(point => point.Latitude)) / 2);
        writer.WriteStartObject("outlines");
        writer.WriteString("source", outlines.Source);
        writer.WriteString("datum", outlines.Datum is GeoDatum.Wgs84 ? "WGS84" : "GCJ-02");
        writer.WriteString("approval", outlines.ApprovalNumber);
        writer.WriteStartArray("items");
        foreach (var item in shown)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(places[plan.IndexOf(item.Code)]);
            foreach (var polygon in item.Polygons)
                foreach (var ring in polygon.Holes.Prepend(polygon.Shell)) WriteRing(writer, ring, middle);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteRing(Utf8JsonWriter writer, IReadOnlyList<GeoPoint> ring, GeoPoint middle)
    {
        writer.WriteStartArray();
        foreach (var point in ring)
        {
            writer.WriteNumberValue(Math.Round((point.Longitude - middle.Longitude) * Math.Cos(middle.Latitude * Math.PI / 180) * UnitsPerDegree, 3));
            writer.WriteNumberValue(Math.Round((middle.Latitude - point.Latitude) * UnitsPerDegree, 3));
        }
        writer.WriteEndArray();
    }
}
