using OpsCenter.CityPack.Tests.Testing;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Tests;

/// <summary>A small slice of Weihai: the engine knows no city by name.</summary>
public sealed class ASecondCity
{
    private static readonly LoadedPack Pack = CityPackLoader.Read(BrokenPack.Whole);

    [Fact]
    public void It_loads_with_its_own_units_and_totals()
    {
        var plan = Pack.Plan;
        Assert.Equal(UnitCode.Parse("371000"), plan.City);
        Assert.Equal(("威海", "Huancui"), (plan.Units[0].ShortName, plan.FindUnit(UnitCode.Parse("371002"))!.EnglishName));
        Assert.Equal((30, 4), (plan.Units.Count(unit => unit.Kind is UnitKind.BaseGrid), plan.Units.Count(unit => unit.Kind is UnitKind.DedicatedGrid)));
        Assert.Equal(6_000, plan.Units[0].Households);
        Assert.Equal(8, plan.Parts.Kiosks.Count);
    }

    [Fact]
    public void Its_rules_are_its_own()
    {
        var gas = Pack.Plan.FindKind(RequestKind.Parse("gas"))!;
        var noise = Pack.Plan.FindKind(RequestKind.Parse("noise"))!;
        Assert.Equal(new RequestClock("danger", TimeSpan.FromHours(2), WorkingDays: false), gas.Clock);
        Assert.Equal(new RequestClock("ordinary", TimeSpan.FromDays(7), WorkingDays: true), noise.Clock);
        Assert.Equal(new LevelRule(2, 1, 2, 0.5) { MinimumHouseholds = 100 }, Pack.Plan.Parts.Levels);
        Assert.Equal(new FocusRule(150, 2), Pack.Plan.Parts.Focus);
        Assert.Empty(Pack.Plan.Parts.Modes);
    }

    [Fact]
    public void A_pack_from_before_there_was_a_focus_rule_still_loads()
    {
        using var pack = new BrokenPack().With("rules.json", "\"focus\": { \"minimumHouseholds\": 150, \"minimumOverdue\": 2 },", "");
        Assert.Equal(new FocusRule(1, 1), CityPackLoader.Load(pack.Folder).Parts.Focus);
    }

    [Fact]
    public void A_changed_file_changes_the_hash()
    {
        using var pack = new BrokenPack();
        string before = CityPackLoader.Load(pack.Folder).Parts.Hash;
        Assert.Equal(Pack.Plan.Parts.Hash, before);
        Assert.Equal(64, before.Length);
        pack.With("labels.csv", "Huancui", "Huan Cui");
        Assert.NotEqual(before, CityPackLoader.Load(pack.Folder).Parts.Hash);
    }

    [Fact]
    public void A_grid_outside_the_band_is_listed_and_a_grid_without_a_branch_too()
    {
        using var pack = new BrokenPack()
            .With("grids.csv", "371002001001001,base,214", "371002001001001,base,401")
            .With("grids.csv", "371002101201001,base,190", "371002101201001,base,49")
            .With("organisations.csv", "党支部,371002101201 371002101201001", "党支部,371002101201");
        var report = CityPackLoader.Read(pack.Folder).Report;
        Assert.Contains(report.OutsideBand, grid => grid is { Households: 401, Name: "东北村第1网格" });
        Assert.Contains(report.OutsideBand, grid => grid.Households == 49);
        Assert.DoesNotContain(report.OutsideBand, grid => grid.Kind is UnitKind.DedicatedGrid);
        Assert.Equal([UnitCode.Parse("371002101201001")], report.WithoutBranch);
    }

    [Fact]
    public void A_town_may_stand_under_a_district_with_another_code()
    {
        using var pack = new BrokenPack().With("divisions.csv", "371002101,羊亭镇,town,371002", "371002101,羊亭镇,town,371082");
        Assert.Equal(UnitCode.Parse("371082"), CityPackLoader.Load(pack.Folder).FindUnit(UnitCode.Parse("371002101"))!.Parent);
    }

    [Fact]
    public void A_usual_stay_that_is_not_given_is_40_minutes()
    {
        using var pack = new BrokenPack().With("venues.csv", "08:30,20:30,60", "08:30,20:30,");
        Assert.Equal(TimeSpan.FromMinutes(40), CityPackLoader.Load(pack.Folder).Parts.Venues[0].UsualStay);
    }

    [Fact]
    public void A_byte_order_mark_does_not_matter()
    {
        using var pack = new BrokenPack();
        string path = Path.Combine(pack.Folder, "labels.csv");
        File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, .. File.ReadAllBytes(path)]);
        Assert.Equal("Huancui", CityPackLoader.Load(pack.Folder).FindUnit(UnitCode.Parse("371002"))!.EnglishName);
    }
}
