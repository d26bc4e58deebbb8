using System.Text;
using System.Text.Json;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Wall.Dashboards;

namespace OpsCenter.Wall.Tests.Dashboards;

public sealed class ReadingDashboards
{
    private const string Good = """
        {
          "scope": "370600",
          "title": { "zh": "烟台", "en": "Yantai" },
          "screen": { "widthMm": 1218, "heightMm": 685, "distanceM": 5 },
          "layout": { "columns": ["1fr"], "rows": ["1fr"], "areas": ["one"] },
          "panels": { "one": [{ "type": "figure", "figure": "open" }] }
        }
        """;

    [Fact]
    public void A_good_file_is_one_wall()
    {
        var (walls, faults) = Read(Good);
        Assert.Empty(faults);
        Assert.Equal(("city", "370600"), (Assert.Single(walls).Name, walls[0].Scope.ToString()));
    }

    [Fact]
    public void All_faults_are_listed_at_once_each_with_its_line()
    {
        var (walls, faults) = Read("""
            {
              "scope": "999999",
              "title": { "zh": "烟台" },
              "screen": { "widthMm": 1218, "heightMm": 685, "distanceM": 500 },
              "colour": "red",
              "layout": {
                "columns": ["1fr", "wide"],
                "rows": ["1fr"],
                "areas": ["one two"]
              },
              "panels": {
                "one": [{ "type": "globe" }],
                "three": [{ "type": "figure", "figure": "secrets" }]
              }
            }
            """);
        Assert.Empty(walls);
        Assert.Equal([2, 3, 4, 5, 7, 11, 12, 13, 13], faults.Select(fault => fault.Line).Order());
        Assert.Contains(faults, fault => fault.ToString() == "city.json(2): the city has no unit '999999'.");
        Assert.Contains(faults, fault => fault.Reason.Contains("'globe'; it must be one of figure, map", StringComparison.Ordinal));
    }

    [Theory, InlineData("{ \"scope\": ", 1), InlineData("{\n\"scope\": nope }", 2), InlineData("[]", 1), InlineData("", 1)]
    public void What_is_no_dashboard_at_all_is_said_with_its_line(string text, int line)
    {
        var (walls, faults) = Read(text);
        Assert.Empty(walls);
        Assert.Equal(line, faults[0].Line);
    }

    [Fact]
    public void A_file_saved_in_GBK_is_a_fault_with_its_line()
    {
        byte[] gbk = [.. Encoding.ASCII.GetBytes("{\n  \"scope\": \"370600\",\n  \"title\": { \"zh\": \""), 0xD1, 0xCC, 0xCC, 0xA8, .. Encoding.ASCII.GetBytes("\" }\n}")];
        var faults = new Faults("city.json");
        Assert.Empty(DashboardReader.Read("city", gbk, SmallCity.Plan(), faults));
        Assert.Equal("city.json(3): the text is not UTF-8; save the file as UTF-8.", Assert.Single(faults.All).ToString());
    }

    [Theory, InlineData("烟台", 3), InlineData("scope", 2), InlineData("widthMm", 4), InlineData("1fr", 5), InlineData("open", 6)]
    public void Half_a_character_in_any_text_or_name_is_a_fault_with_its_line(string text, int line)
    {
        var (walls, faults) = Read(Good.Replace($"\"{text}\"", $"\"{text}\\ud800\"", StringComparison.Ordinal));
        Assert.Empty(walls);
        Assert.Contains(faults, fault => fault.Line == line && fault.Reason.Contains("half a character", StringComparison.Ordinal));
    }

    [Fact]
    public void A_member_that_is_there_twice_is_a_fault() =>
        Assert.Contains(Read(Good.Replace("\"scope\"", "\"scope\": \"370600\", \"scope\"", StringComparison.Ordinal)).Faults, fault => fault.Reason == "'scope' is there twice.");

    [Fact]
    public void A_screen_too_small_for_its_distance_is_refused() =>
        Assert.Contains(Read(Good.Replace("\"distanceM\": 5", "\"distanceM\": 15", StringComparison.Ordinal)).Faults, fault => fault.Line == 4 && fault.Reason.Contains("too small", StringComparison.Ordinal));

    [Fact]
    public void A_wall_for_each_district_bears_its_code_and_name()
    {
        var (walls, faults) = Read(Good.Replace("\"370600\"", "\"{district}\", \"each\": \"district\"", StringComparison.Ordinal).Replace("烟台", "{name}态势", StringComparison.Ordinal));
        Assert.Empty(faults);
        Assert.Equal(["370601", "370602"], walls.Select(wall => wall.Name));
        Assert.All(walls, wall => Assert.Equal(wall.Name, wall.Scope.ToString()));
        Assert.DoesNotContain(walls, wall => wall.Title.Zh.Contains('{', StringComparison.Ordinal));
    }

    [Fact]
    public void A_label_is_16_minutes_of_arc_tall_at_5_metres_on_55_inches()
    {
        double pixels = new ScreenProfile(1218, 685, 5, [], []).RootPercentOfWidth / 100 * 1920;
        Assert.InRange(pixels, 40.8, 42);
    }

    [Fact]
    public void The_schema_knows_the_same_words_as_the_reader()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "dashboards", "dashboard.schema.json")));
        var panel = schema.RootElement.GetProperty("$defs").GetProperty("panel").GetProperty("properties");
        Assert.Equal(PanelWords.Types, panel.GetProperty("type").GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
        Assert.Equal(PanelWords.Figures, panel.GetProperty("figure").GetProperty("enum").EnumerateArray().Select(word => word.GetString()));
    }

    private static (IReadOnlyList<Dashboard> Walls, IReadOnlyList<DashboardFault> Faults) Read(string text)
    {
        var faults = new Faults("city.json");
        return (DashboardReader.Read("city", Encoding.UTF8.GetBytes(text), SmallCity.Plan(), faults), faults.All);
    }
}
