using OpsCenter.CityPack.Tests.Testing;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Tests;

/// <summary>Real outlines instead of the schematic map: checked, with source, datum and approval number.</summary>
public sealed class ImportingOutlines
{
    private const string Square = "[[[122.0,37.0],[122.2,37.0],[122.2,37.2],[122.0,37.2],[122.0,37.0]]]";

    [Fact]
    public void None_is_shipped() => Assert.Null(CityPackLoader.LoadShipped().Parts.Outlines);

    [Fact]
    public void A_sound_file_is_read_with_where_it_comes_from()
    {
        using var pack = Pack(File("\"approvalNumber\": \"鲁S(2026)001号\",", Feature("371002", "Polygon", Square)));
        var outlines = CityPackLoader.Load(pack.Folder).Parts.Outlines!;
        Assert.Equal(("a test", GeoDatum.Gcj02, "鲁S(2026)001号"), (outlines.Source, outlines.Datum, outlines.ApprovalNumber));
        var outline = Assert.Single(outlines.Items);
        Assert.Equal(UnitCode.Parse("371002"), outline.Code);
        Assert.Equal(new GeoPoint(122.2, 37.0), Assert.Single(outline.Polygons).Shell[1]);
        Assert.Null(outlines.RefusalFor(publicWall: true));
    }

    [Fact]
    public void Without_an_approval_number_no_public_wall_shows_them()
    {
        using var pack = Pack(File("", Feature("371002", "Polygon", Square)));
        var outlines = CityPackLoader.Load(pack.Folder).Parts.Outlines!;
        Assert.Equal(new Refusal.OutlinesHaveNoApproval("a test"), outlines.RefusalFor(publicWall: true));
        Assert.Null(outlines.RefusalFor(publicWall: false));
    }

    [Fact]
    public void Islands_and_holes_are_kept()
    {
        string island = "[[[122.5,37.0],[122.6,37.0],[122.6,37.1],[122.5,37.0]]]";
        string holed = "[[[122.0,37.0],[122.2,37.0],[122.2,37.2],[122.0,37.2],[122.0,37.0]],[[122.05,37.05],[122.1,37.05],[122.1,37.1],[122.05,37.05]]]";
        using var pack = Pack(File("", Feature("371002", "MultiPolygon", $"[{holed},{island}]")));
        var polygons = Assert.Single(CityPackLoader.Load(pack.Folder).Parts.Outlines!.Items).Polygons;
        Assert.Equal([1, 0], polygons.Select(polygon => polygon.Holes.Count));
    }

    [Theory]
    [InlineData("371002", "[[[122.0,37.0],[122.2,37.0],[122.2,37.2],[122.0,37.2]]]", "a ring is not closed: its last position is not its first.")]
    [InlineData("371002", "[[[122.0,37.0],[122.2,37.0],[122.0,37.0]]]", "a ring has 3 positions; it needs at least 4.")]
    [InlineData("371002", "[[[122.0,37.0],[122.2,37.2],[122.2,37.0],[122.0,37.2],[122.0,37.0]]]", "Self-intersection at 122.1, 37.1.")]
    [InlineData("371002", "[[[122.0,37.0],[522.2,37.0],[122.2,37.2],[122.0,37.2],[122.0,37.0]]]", "a position must be [longitude, latitude] in degrees.")]
    [InlineData("371002", "[7]", "a ring has 0 positions; it needs at least 4.")]
    public void A_bad_outline_is_told(string code, string rings, string reason)
    {
        using var pack = Pack(File("", Feature("371082", "Polygon", Square), Feature(code, "Polygon", rings)));
        Assert.Equal([$"outlines.geojson(7): Outline {code}: {reason}"], pack.Faults());
    }

    [Fact]
    public void A_code_must_be_of_the_city_and_come_once()
    {
        using var pack = Pack(File("", Feature("371002", "Polygon", Square), Feature("370602", "Polygon", Square), Feature("371002", "Polygon", Square)));
        Assert.Equal(
        [
            "outlines.geojson(7): 370602 is no unit of the city.",
            "outlines.geojson(8): 371002 comes twice; first on line 6.",
        ], pack.Faults());
    }

    [Theory]
    [InlineData("\"datum\": \"BD-09\",", "outlines.geojson(4): 'datum' is 'BD-09'; it must be one of WGS84, GCJ-02.")]
    [InlineData("\"datum\": \"WGS84\", \"approvalNumber\": \"no\",", "outlines.geojson(4): 'approvalNumber' is 'no'; it must match")]
    [InlineData("", "outlines.geojson(1): Member 'datum' is missing.")]
    public void Where_it_comes_from_must_be_said(string datum, string fault)
    {
        using var pack = Pack(File("", Feature("371002", "Polygon", Square)).Replace("\"datum\": \"GCJ-02\",", datum, StringComparison.Ordinal));
        Assert.StartsWith(fault, Assert.Single(pack.Faults()), StringComparison.Ordinal);
    }

    private static BrokenPack Pack(string outlines) => new BrokenPack()
        .WithFile("outlines.geojson", outlines)
        .With("pack.json", "\"files\": [", "\"files\": [ { \"file\": \"outlines.geojson\", \"source\": \"a test\", \"licence\": \"none\", \"synthetic\": true },");

    private static string File(string approval, params string[] features) =>
        $"{{\n\"type\": \"FeatureCollection\",\n\"source\": \"a test\",\n\"datum\": \"GCJ-02\", {approval}\n\"features\": [\n{string.Join(",\n", features)}\n]}}\n";

    private static string Feature(string code, string type, string coordinates) =>
        $"{{ \"type\": \"Feature\", \"properties\": {{ \"code\": \"{code}\" }}, \"geometry\": {{ \"type\": \"{type}\", \"coordinates\": {coordinates} }} }}";
}
