using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Territory;

/// <summary>The reference system of coordinates; the two differ by some hundred metres in China.</summary>
public enum GeoDatum
{
    /// <summary>The world's system, as satellites give it.</summary>
    Wgs84,

    /// <summary>The system that published maps of China use.</summary>
    Gcj02,
}

/// <summary>A place in degrees.</summary>
/// <param name="Longitude">−180 to 180, east positive.</param>
/// <param name="Latitude">−90 to 90, north positive.</param>
public readonly record struct GeoPoint(double Longitude, double Latitude);

/// <summary>One closed ring of an outline around its holes.</summary>
/// <param name="Shell">The outer ring; the last point is the first.</param>
/// <param name="Holes">Rings within it; may be none.</param>
public sealed record GeoPolygon(IReadOnlyList<GeoPoint> Shell, IReadOnlyList<IReadOnlyList<GeoPoint>> Holes);

/// <summary>The real outline of one unit.</summary>
/// <param name="Code">The unit.</param>
/// <param name="Polygons">Its parts, e.g. the mainland and each island; at least one.</param>
public sealed record Outline(UnitCode Code, IReadOnlyList<GeoPolygon> Polygons);

/// <summary>Real outlines of units, imported instead of the schematic map. None is shipped.</summary>
/// <param name="Source">Who published them.</param>
/// <param name="Datum">The reference system of their coordinates.</param>
/// <param name="ApprovalNumber">The map's approval number (审图号), which a wall shows; empty when it has none.</param>
/// <param name="Items">The outlines, each unit at most once.</param>
public sealed record Outlines(string Source, GeoDatum Datum, string ApprovalNumber, IReadOnlyList<Outline> Items)
{
    /// <summary>Why a wall must not show them; null when it may. Only a wall that nobody outside the office sees may show them without an approval number.</summary>
    public Refusal? RefusalFor(bool publicWall) =>
        publicWall && ApprovalNumber.Length == 0 ? new Refusal.OutlinesHaveNoApproval(Source) : null;
}
