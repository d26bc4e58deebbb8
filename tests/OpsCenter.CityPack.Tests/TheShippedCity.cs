using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Tests;

/// <summary>Yantai as shipped: what was published comes out exactly, what was invented says so.</summary>
public sealed class TheShippedCity
{
    private static readonly LoadedPack Pack = CityPackLoader.Read(CityPackLoader.ShippedFolder);
    private static readonly CityPlan Plan = Pack.Plan;

    [Fact]
    public void It_has_the_published_units()
    {
        Assert.Equal(UnitCode.Parse("370600"), Plan.City);
        Assert.Equal(13, Count(UnitLevel.District));
        Assert.Equal(159, Count(UnitLevel.Town));
        Assert.Equal(6_509, Count(UnitLevel.Community));
    }

    [Fact]
    public void It_has_11670_grids_of_which_670_are_dedicated()
    {
        Assert.Equal(11_000, Plan.Units.Count(unit => unit.Kind is UnitKind.BaseGrid));
        Assert.Equal(670, Plan.Units.Count(unit => unit.Kind is UnitKind.DedicatedGrid));
        Assert.Equal(11_670, Count(UnitLevel.Grid));
    }

    [Fact]
    public void A_village_has_a_grid_and_a_community_more_than_one()
    {
        var baseGrids = Plan.Units.Where(unit => unit.Kind is UnitKind.BaseGrid).ToLookup(unit => unit.Parent);
        Assert.All(Plan.Units.Where(unit => unit.Kind is UnitKind.Village), village => Assert.Single(baseGrids[village.Code]));
        Assert.All(Plan.Units.Where(unit => unit.Kind is UnitKind.Community), community => Assert.True(baseGrids[community.Code].Count() > 1));
    }

    [Fact]
    public void Households_add_up_to_2_02_million_at_every_level()
    {
        foreach (var level in new[] { UnitLevel.City, UnitLevel.District, UnitLevel.Town, UnitLevel.Community, UnitLevel.Grid })
            Assert.Equal(2_020_000, Plan.Units.Where(unit => unit.Code.Level == level).Sum(unit => unit.Households));
    }

    [Fact]
    public void It_has_2630_venues_with_one_kiosk_each()
    {
        Assert.Equal(2_630, Plan.Parts.Venues.Count);
        Assert.Equal(2_630, Plan.Parts.Kiosks.Select(kiosk => kiosk.Venue).Distinct().Count());
        Assert.Equal(2_630, Plan.Parts.Kiosks.Count);
        Assert.All(Plan.Parts.Kiosks, kiosk => Assert.NotNull(Plan.VenueOf(kiosk.Id)));
    }

    [Fact]
    public void Venues_follow_the_households_of_each_district()
    {
        var households = Plan.Units.Where(unit => unit.Code.Level is UnitLevel.District).ToDictionary(unit => unit.Code, unit => unit.Households);
        var venues = Plan.Parts.Venues.CountBy(venue => DistrictOf(venue.Grid)).ToDictionary();
        Assert.All(households, pair => Assert.InRange(venues[pair.Key] - 2_630.0 * pair.Value / 2_020_000, -1.5, 1.5));
    }

    [Fact]
    public void No_two_venues_bear_the_same_name() =>
        Assert.Equal(2_630, Plan.Parts.Venues.Select(venue => venue.Name).Distinct().Count());

    [Fact]
    public void A_screen_never_reads_of_an_office_and_no_village_is_called_a_community()
    {
        Assert.All(Plan.Units, unit =>
        {
            Assert.DoesNotContain("居委会", unit.ShortName, StringComparison.Ordinal);
            Assert.DoesNotContain("村委会", unit.ShortName, StringComparison.Ordinal);
            Assert.DoesNotContain("委员会", unit.ShortName, StringComparison.Ordinal);
        });
        Assert.All(Plan.Units.Where(unit => unit.Kind is UnitKind.Village), village => Assert.DoesNotContain("社区", village.ShortName, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("370602", "芝罘", "Zhifu", UnitKind.District)]
    [InlineData("370671", "高新区", "High-tech Zone", UnitKind.FunctionalZone)]
    [InlineData("370676", "开发区", "Development Zone", UnitKind.FunctionalZone)]
    [InlineData("370681", "龙口", "Longkou", UnitKind.District)]
    public void Districts_have_short_names_in_both_languages(string code, string han, string english, UnitKind kind)
    {
        var unit = Plan.FindUnit(UnitCode.Parse(code))!;
        Assert.Equal((han, english, kind), (unit.ShortName, unit.EnglishName, unit.Kind));
    }

    [Theory]
    [InlineData("370602001001", "友谊街社区", "Youyijie", UnitKind.Community)]
    [InlineData("370602001001002", "友谊街社区 02", "Youyijie 02", UnitKind.BaseGrid)]
    [InlineData("370685102201", "前庄子村", "Qianzhuangzi", UnitKind.Village)]
    [InlineData("370682001039014", "白龙社区·商圈", "Bailong · Shops", UnitKind.DedicatedGrid)]
    public void Communities_and_grids_have_short_names_in_both_languages(string code, string han, string english, UnitKind kind)
    {
        var unit = Plan.FindUnit(UnitCode.Parse(code))!;
        Assert.Equal((han, english, kind), (unit.ShortName, unit.EnglishName, unit.Kind));
    }

    [Fact]
    public void The_catalogue_has_everyday_kinds_with_the_default_clocks()
    {
        Assert.InRange(Plan.Parts.Catalogue.Count, 16, 20);
        var clocks = Plan.Parts.Catalogue.Select(entry => entry.Clock).Distinct().ToDictionary(clock => clock.Code);
        Assert.Equal((TimeSpan.FromHours(2), false), (clocks["danger"].Limit, clocks["danger"].WorkingDays));
        Assert.Equal((TimeSpan.FromHours(24), false), (clocks["utilities"].Limit, clocks["utilities"].WorkingDays));
        Assert.Equal((TimeSpan.FromDays(7), true), (clocks["ordinary"].Limit, clocks["ordinary"].WorkingDays));
        Assert.Equal((TimeSpan.FromDays(15), true), (clocks["complex"].Limit, clocks["complex"].WorkingDays));
        Assert.Equal(["平时", "急时"], Plan.Parts.Modes.Select(mode => mode.Name));
    }

    [Fact]
    public void One_late_matter_in_a_hamlet_is_no_crisis_of_the_hamlet_but_its_grid_says_so()
    {
        var levels = Plan.Parts.Levels;
        Assert.Equal(0, levels.LevelOf(grid: false, open: 1, overdue: 1, households: 80));
        Assert.Equal(2, levels.LevelOf(grid: true, open: 1, overdue: 1, households: 80));
        Assert.Equal(3, levels.LevelOf(grid: false, open: 9, overdue: 9, households: 80));
    }

    [Fact]
    public void One_late_request_in_a_hamlet_ranks_as_in_a_usual_grid_and_below_twice_the_hours()
    {
        var focus = Plan.Parts.Focus;
        Assert.Equal(focus.RateOf(10, 200), focus.RateOf(10, 38));
        Assert.True(focus.RateOf(20, 300) > focus.RateOf(10, 38));
        Assert.Equal(1, focus.MinimumOverdue);
    }

    [Fact]
    public void Every_grid_is_covered_by_a_branch() => Assert.Empty(Pack.Report.WithoutBranch);

    [Fact]
    public void Grids_outside_the_band_are_listed_and_few()
    {
        Assert.InRange(Pack.Report.OutsideBand.Count, 50, 600);
        Assert.All(Pack.Report.OutsideBand, grid => Assert.True(grid.Households is < 200 or > 400));
    }

    [Fact]
    public void What_is_invented_says_so()
    {
        Assert.True(Plan.Parts.Synthetic);
        Assert.Equal(["divisions.csv", "calendar.csv"], Pack.Sources.Where(source => !source.Synthetic).Select(source => source.File).OrderDescending());
    }

    [Fact]
    public void Loading_it_twice_gives_the_same_hash() =>
        Assert.Equal(CityPackLoader.LoadShipped().Parts.Hash, Plan.Parts.Hash);

    private static int Count(UnitLevel level) => Plan.Units.Count(unit => unit.Code.Level == level);

    private static UnitCode DistrictOf(UnitCode grid)
    {
        var unit = Plan.FindUnit(grid)!;
        while (unit.Code.Level is not UnitLevel.District) unit = Plan.FindUnit(unit.Parent)!;
        return unit.Code;
    }
}
