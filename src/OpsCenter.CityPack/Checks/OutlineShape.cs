using System.Globalization;
using System.Text.Json;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Valid;
using OpsCenter.CityPack.Reading;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Checks;

/// <summary>Reads one GeoJSON geometry and holds it to what an outline must be: closed rings, on earth, that cross neither themselves nor each other.</summary>
internal sealed class OutlineShape(UnitCode code, string file, FaultList faults)
{
    private const int FewestPoints = 4;

    internal List<GeoPolygon>? Read(JsonValue geometry)
    {
        int before = faults.Count;
        var parts = geometry["type"].Text == "Polygon" ? [geometry["coordinates"]] : geometry["coordinates"].Items;
        var polygons = new List<GeoPolygon>();
        foreach (var part in parts)
        {
            if (part.Kind is not JsonValueKind.Array || part.Items.Count == 0)
            {
                Fault(part, "a polygon must be a list of rings");
                continue;
            }
            var rings = part.Items.Select(Ring).ToList();
            polygons.Add(new GeoPolygon(rings[0], [.. rings.Skip(1)]));
        }
        if (faults.Count == before) CheckTopology(polygons, geometry);
        return faults.Count == before ? polygons : null;
    }

    private List<GeoPoint> Ring(JsonValue ring)
    {
        var points = new List<GeoPoint>();
        foreach (var position in ring.Items)
        {
            if (Point(position) is { } point) points.Add(point);
            else Fault(position, "a position must be [longitude, latitude] in degrees");
        }
        if (points.Count != ring.Items.Count) return points;
        if (points.Count < FewestPoints) Fault(ring, $"a ring has {points.Count} positions; it needs at least {FewestPoints}");
        else if (points[0] != points[^1]) Fault(ring, "a ring is not closed: its last position is not its first");
        return points;
    }

    private static GeoPoint? Point(JsonValue position)
    {
        if (position.Kind is not JsonValueKind.Array || position.Items.Count is < 2 or > 3 || position.Items.Any(item => item.Kind is not JsonValueKind.Number)) return null;
        var point = new GeoPoint(Degrees(position.Items[0]), Degrees(position.Items[1]));
        return Math.Abs(point.Longitude) <= 180 && Math.Abs(point.Latitude) <= 90 ? point : null;
    }

    private void CheckTopology(List<GeoPolygon> polygons, JsonValue geometry)
    {
        var factory = GeometryFactory.Default;
        LinearRing Closed(IReadOnlyList<GeoPoint> points) => factory.CreateLinearRing([.. points.Select(point => new Coordinate(point.Longitude, point.Latitude))]);
        var whole = factory.CreateMultiPolygon([.. polygons.Select(polygon => factory.CreatePolygon(Closed(polygon.Shell), [.. polygon.Holes.Select(Closed)]))]);
        if (new IsValidOp(whole).ValidationError is { } wrong)
            Fault(geometry, string.Create(CultureInfo.InvariantCulture, $"{wrong.Message} at {wrong.Coordinate.X}, {wrong.Coordinate.Y}"));
    }

    private void Fault(JsonValue where, string reason) => faults.Add(file, where.Line, $"Outline {code}: {reason}.");

    private static double Degrees(JsonValue value) => double.Parse(value.Text, CultureInfo.InvariantCulture);
}
