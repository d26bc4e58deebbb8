namespace OpsCenter.CityPack.Reading;

/// <summary>The names of a pack's files, in the order they are read.</summary>
internal static class PackFiles
{
    internal const string Manifest = "pack.json";
    internal const string Rules = "rules.json";
    internal const string Calendar = "calendar.csv";
    internal const string Divisions = "divisions.csv";
    internal const string Labels = "labels.csv";
    internal const string Grids = "grids.csv";
    internal const string Venues = "venues.csv";
    internal const string Kiosks = "kiosks.csv";
    internal const string Organisations = "organisations.csv";
    internal const string Centres = "centres.csv";
    internal const string Schematic = "schematic.csv";
    internal const string Outlines = "outlines.geojson";

    internal static IReadOnlyList<(string Name, bool Required)> All { get; } =
    [
        (Manifest, true), (Rules, true), (Calendar, true), (Divisions, true), (Labels, false), (Grids, true),
        (Venues, true), (Kiosks, true), (Organisations, false), (Centres, false), (Schematic, false), (Outlines, false),
    ];
}
