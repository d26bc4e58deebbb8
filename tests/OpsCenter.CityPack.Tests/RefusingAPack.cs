using OpsCenter.CityPack.Tests.Testing;

namespace OpsCenter.CityPack.Tests;

/// <summary>A wrong pack is refused with file, line and reason, all faults at once.</summary>
public sealed class RefusingAPack
{
    [Theory]
    [InlineData("divisions.csv", "parent_code", "parent", "divisions.csv(1): Unknown column 'parent'; known are code, name, level, parent_code.", "divisions.csv(1): Column 'parent_code' is missing.")]
    [InlineData("divisions.csv", "name,level", "name,name", "divisions.csv(1): Column 'name' comes twice.")]
    [InlineData("divisions.csv", "371002001,环翠楼街道", "371082001,环翠楼街道", "divisions.csv(7): 371082001 comes twice; first on line 5.")]
    [InlineData("divisions.csv", "东北村居委会,village,371002001", "东北村居委会,village,371002009", "divisions.csv(8): 371002001001 东北村居委会 stands under 371002009, which is not there.")]
    [InlineData("divisions.csv", "371002001,环翠楼街道,town", "371002001,环翠楼街道,village", "divisions.csv(5): 'code' is '371002001'; it must be the code of a community or village, 12 digits.")]
    [InlineData("divisions.csv", "371002001,环翠楼街道,town", "371002001,环翠楼街道,street", "divisions.csv(5): 'level' is 'street'; it must be one of city, county, town, village.")]
    [InlineData("divisions.csv", "371002001,环翠楼街道,town,371002", "371002001,环翠楼街道,town,371002101", "divisions.csv(5): 'parent_code' is '371002101'; it must be the code of a district, 6 digits.")]
    [InlineData("divisions.csv", "371082,荣成市,county,3710", "371082,,county,3710", "divisions.csv(4): 'name' is empty.")]
    [InlineData("divisions.csv", "3710,威海市,city,", "3706,烟台市,city,", "divisions.csv(2): The city is 370600, but pack.json names 371000.")]
    [InlineData("divisions.csv", "371082,荣成市,county,3710", "371082,荣成市,county", "divisions.csv(4): The line has 3 cells, the header 4.")]
    [InlineData("divisions.csv", "371082,荣成市,county", "371082,\"荣成市,county", "divisions.csv(4): A quote is not closed on its line.")]
    [InlineData("labels.csv", "371002,,,Huancui", "371009,,,Huancui", "labels.csv(2): 371009 is no unit of divisions.csv.")]
    [InlineData("labels.csv", "371002,,,Huancui", "371002,park,,Huancui", "labels.csv(2): A park does not stand at the level of 371002.")]
    [InlineData("grids.csv", "371002001001001,base,214", "371002001001001,base,-1", "grids.csv(3): 'households' is '-1'; it must be a whole number from 0 to 99999.")]
    [InlineData("grids.csv", "371002001001001,base,214", "371002001001001,base,100000", "grids.csv(3): 'households' is '100000'; it must be a whole number from 0 to 99999.")]
    [InlineData("grids.csv", "371002001001002,base", "371002001001001,base", "grids.csv(4): 371002001001001 comes twice; first on line 3.")]
    [InlineData("grids.csv", "371002001001001,base", "371002001001001,village", "grids.csv(3): 'kind' is 'village'; it must be one of base, dedicated.")]
    [InlineData("grids.csv", "371002001001001,base", "371002001001000,base", "grids.csv(3): 371002001001000 ends in 000; grids are numbered from 001.")]
    [InlineData("grids.csv", "371002001001001,base", "371002001777001,base", "grids.csv(3): Grid 371002001777001 stands in 371002001777, which is no community or village of divisions.csv.")]
    [InlineData("grids.csv", "371002101201001,base,190,,,\n", "", "grids.csv: 371002101201 羊亭村委会 has no grid; each community and village needs at least one.")]
    [InlineData("venues.csv", "v-00001,371002001001002", "v-00001,371002001001009", "venues.csv(3): The venue stands in 371002001001009, which is no grid of grids.csv.")]
    [InlineData("venues.csv", "v-00001,371002001001002", "v-00001,371002001001", "venues.csv(3): 'grid' is '371002001001'; it must be the code of a grid, 15 digits.")]
    [InlineData("venues.csv", "v-00002,", "v-00001,", "venues.csv(4): v-00001 comes twice; first on line 3.")]
    [InlineData("venues.csv", "v-00002,", "V_2,", "venues.csv(4): 'id' is 'V_2'; it must be 3 to 32 characters of a-z 0-9 -.")]
    [InlineData("venues.csv", "08:30,20:30,60", "8.30,20:30,60", "venues.csv(3): 'opens' is '8.30'; it must be a time like 08:30.")]
    [InlineData("venues.csv", "08:30,20:30,60", "08:30,08:30,60", "venues.csv(3): The venue closes at 08:30, not later than it opens at 08:30.")]
    [InlineData("venues.csv", "08:30,20:30,60", "08:30,20:30,4", "venues.csv(3): 'usual_stay_minutes' is '4'; it must be a whole number from 5 to 480.")]
    [InlineData("kiosks.csv", "k-00001,v-00001", "k-00001,v-77777", "kiosks.csv(3): The kiosk stands in v-77777, which is no venue of venues.csv.")]
    [InlineData("kiosks.csv", "k-00002,", "k-00001,", "kiosks.csv(4): k-00001 comes twice; first on line 3.")]
    [InlineData("calendar.csv", "2026-10-02,", "2026-10-01,", "calendar.csv(3): 2026-10-01 comes twice; first on line 2.")]
    [InlineData("calendar.csv", "2026-10-02,", "2026-10-32,", "calendar.csv(3): 'date' is '2026-10-32'; it must be a date like 2026-10-01.")]
    [InlineData("calendar.csv", "2026-10-10,workday", "2026-10-12,workday", "calendar.csv(4): 2026-10-12 is a working day anyway; a make-up workday falls on a Saturday or Sunday.")]
    [InlineData("calendar.csv", "2026-10-10,workday", "2026-10-10,off", "calendar.csv(4): 'kind' is 'off'; it must be one of holiday, workday.")]
    [InlineData("organisations.csv", "o-371000,committee,,", "o-371000,grid-branch,,", "organisations.csv(3): o-371000 has no parent; only a committee stands at the top.")]
    [InlineData("organisations.csv", "o-371002,committee,o-371000", "o-371002,committee,o-999", "organisations.csv(4): o-371002 stands under o-999, which is not there.")]
    [InlineData("organisations.csv", "o-371002001,town-committee,o-371002,", "o-371002001,town-committee,o-371002001001,", "organisations.csv(6): o-371002001 stands under o-371002001001, which is not above it.")]
    [InlineData("organisations.csv", "威海市委,371000", "威海市委,371009", "organisations.csv(3): 'covers' names 371009, which is no unit of the city.")]
    [InlineData("organisations.csv", "威海市委,371000", "威海市委,", "organisations.csv(3): 'covers' is empty; an organisation covers at least one unit.")]
    [InlineData("centres.csv", "122.111", "222.111", "centres.csv(2): 'longitude' is '222.111'; it must be degrees from -180 to 180.")]
    [InlineData("centres.csv", "371082,", "371002,", "centres.csv(3): 371002 comes twice; first on line 2.")]
    [InlineData("centres.csv", "37.510,fact", "37.510,guess", "centres.csv(2): 'placed' is 'guess'; it must be one of fact, beside.")]
    [InlineData("schematic.csv", "371002001001001,33,-14", "371002001001001,34,-14", "schematic.csv(4): Cell (34, -14) is taken already on line 3.")]
    [InlineData("schematic.csv", "371002001001001,33,-14\n", "", "schematic.csv: Grid 371002001001001 has no cell.")]
    [InlineData("schematic.csv", "371002001001001,33,-14", "371002001001001,x,-14", "schematic.csv(3): 'q' is 'x'; it must be a whole number from -10000 to 10000.")]
    [InlineData("rules.json", "\"clock\": \"danger\"", "\"clock\": \"hurry\"", "rules.json(7): 'gas' names clock 'hurry', which is not there; known are danger, ordinary.")]
    [InlineData("rules.json", "\"hours\": 2", "\"hours\": 2, \"workingDays\": 1", "rules.json(3): Clock 'danger' must say either 'hours' or 'workingDays'.")]
    [InlineData("rules.json", "\"hours\": 2", "\"hours\": 0", "rules.json(3): 'clocks[0].hours' is 0; it must be at least 1.")]
    [InlineData("rules.json", "\"code\": \"noise\"", "\"code\": \"gas\"", "rules.json(8): 'gas' comes twice; first on line 7.")]
    [InlineData("rules.json", "\"code\": \"gas\"", "\"code\": \"Gas!\"", "rules.json(7): 'catalogue[0].code' is 'Gas!'; it must match ^[a-z0-9-]{2,32}$.")]
    [InlineData("rules.json", "\"english\": \"Gas\", ", "", "rules.json(7): Member 'catalogue[0].english' is missing.")]
    [InlineData("rules.json", "\"criticalOverdue\": 2", "\"criticalOverdue\": 2, \"colour\": \"red\"", "rules.json(10): Unknown member 'levels.colour'.")]
    [InlineData("rules.json", "\"seriousOverdue\": 1", "\"seriousOverdue\": 2", "rules.json(10): 'criticalOverdue' is 2; it must be more than 'seriousOverdue', 2.")]
    [InlineData("rules.json", "\"minimumHouseholds\": 150", "\"minimumHouseholds\": 0", "rules.json(11): 'focus.minimumHouseholds' is 0; it must be at least 1.")]
    [InlineData("rules.json", "\"minimumOverdue\": 2", "\"minimumOverdue\": 0", "rules.json(11): 'focus.minimumOverdue' is 0; it must be at least 1.")]
    [InlineData("rules.json", ", \"minimumOverdue\": 2", "", "rules.json(11): Member 'focus.minimumOverdue' is missing.")]
    [InlineData("rules.json", "\"from\": 200, \"to\": 400", "\"from\": 200, \"to\": 100", "rules.json(12): The band ends at 100, before it begins at 200.")]
    [InlineData("rules.json", "\"name\": \"燃气\"", "\"name\": 7", "rules.json(7): 'catalogue[0].name' must be a string.")]
    [InlineData("rules.json", "\"code\": \"gas\"", "\"code\": \"gas\", \"code\": \"gas\"", "rules.json(7): Member 'code' comes twice.")]
    [InlineData("rules.json", "\"name\": \"燃气\"", "\"name\": \"\\ud800\"", "rules.json(7): A text holds half a character: \\ud800 to \\udfff stand in pairs only.")]
    [InlineData("pack.json", "\"timeZone\"", "\"timeZone\\udc00\"", "pack.json(5): A text holds half a character: \\ud800 to \\udfff stand in pairs only.")]
    [InlineData("pack.json", "Asia/Shanghai", "Asia/Weihai", "pack.json(5): 'timeZone' is 'Asia/Weihai', which is no IANA time zone.")]
    [InlineData("pack.json", "\"format\": 1", "\"format\": 2", "pack.json(2): 'format' must be 1.")]
    [InlineData("pack.json", "\"371000\"", "\"371002\"", "pack.json(4): 'city' is '371002'; it must match ^[1-9][0-9]{3}00$.")]
    [InlineData("pack.json", "\"file\": \"labels.csv\"", "\"file\": \"lables.csv\"", "pack.json(10): 'files' names lables.csv, which is not in the pack.", "pack.json(6): 'files' does not say where labels.csv comes from.")]
    public void A_fault_is_told_with_file_line_and_reason(string file, string old, string now, params string[] told)
    {
        using var pack = new BrokenPack().With(file, old, now);
        var faults = pack.Faults();
        Assert.All(told, fault => Assert.Contains(fault, faults));
    }

    [Theory]
    [InlineData("pack.json")]
    [InlineData("rules.json")]
    [InlineData("calendar.csv")]
    [InlineData("divisions.csv")]
    [InlineData("grids.csv")]
    [InlineData("venues.csv")]
    [InlineData("kiosks.csv")]
    public void A_missing_file_is_told(string file)
    {
        using var pack = new BrokenPack().Without(file);
        Assert.Contains($"{file}: The file is missing.", pack.Faults());
    }

    [Fact]
    public void A_missing_file_does_not_blame_each_line_that_refers_to_it()
    {
        using var pack = new BrokenPack().Without("grids.csv");
        Assert.Equal(["grids.csv: The file is missing.", "pack.json(11): 'files' names grids.csv, which is not in the pack."], pack.Faults());
    }

    [Fact]
    public void A_file_that_no_pack_has_is_told()
    {
        using var pack = new BrokenPack().WithFile("venue.csv", "id\n");
        Assert.StartsWith("venue.csv: No file of this name belongs to a pack", Assert.Single(pack.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told_by_its_files() =>
        Assert.Contains(Assert.Throws<CityPackException>(() => CityPackLoader.Load("nowhere")).Faults, fault => fault is ("pack.json", 0, "The file is missing."));

    [Fact]
    public void Text_that_is_no_UTF_8_is_told_with_its_line()
    {
        using var pack = new BrokenPack();
        byte[] bytes = File.ReadAllBytes(Path.Combine(pack.Folder, "labels.csv"));
        bytes[^3] = 0xFF;
        File.WriteAllBytes(Path.Combine(pack.Folder, "labels.csv"), bytes);
        Assert.Equal(["labels.csv(3): The text is not UTF-8."], pack.Faults());
    }

    [Fact]
    public void Broken_JSON_is_told_with_its_line()
    {
        using var pack = new BrokenPack().With("rules.json", "\"workingDays\": 7 }", "\"workingDays\": 7 ");
        Assert.StartsWith("rules.json(5): This is no JSON: ", Assert.Single(pack.Faults()), StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_file_is_told()
    {
        using var pack = new BrokenPack().WithFile("kiosks.csv", "");
        Assert.Equal(["kiosks.csv(1): The file is empty; its first line names the columns: id, venue."], pack.Faults());
    }

    [Fact]
    public void All_faults_of_all_files_are_told_at_once_in_the_order_of_their_lines()
    {
        using var pack = new BrokenPack()
            .With("rules.json", "\"hours\": 2", "\"hours\": 0")
            .With("calendar.csv", "2026-10-02,", "2026-10-01,")
            .With("venues.csv", "08:30,20:30,60", "08:30,08:00,4")
            .With("venues.csv", "v-00002,", "v-00001,")
            .With("kiosks.csv", "v-00008", "v-77777");
        Assert.Equal(
        [
            "rules.json(3): 'clocks[0].hours' is 0; it must be at least 1.",
            "calendar.csv(3): 2026-10-01 comes twice; first on line 2.",
            "venues.csv(3): 'usual_stay_minutes' is '4'; it must be a whole number from 5 to 480.",
            "venues.csv(3): The venue closes at 08:00, not later than it opens at 08:30.",
            "venues.csv(4): v-00001 comes twice; first on line 3.",
            "kiosks.csv(4): The kiosk stands in v-00002, which is no venue of venues.csv.",
            "kiosks.csv(10): The kiosk stands in v-77777, which is no venue of venues.csv.",
        ], pack.Faults());
    }

    [Fact]
    public void The_message_counts_all_faults_and_shows_the_first_fifty()
    {
        using var pack = new BrokenPack().WithFile("venues.csv", "id,grid,name,opens,closes\n" + string.Concat(Enumerable.Repeat("v-1,1,x,1,1\n", 40))).WithFile("kiosks.csv", "id,venue\n");
        var refused = Assert.Throws<CityPackException>(() => CityPackLoader.Load(pack.Folder));
        Assert.Contains($"faults: {refused.Faults.Count}.", refused.Message, StringComparison.Ordinal);
        Assert.Contains($"… and {refused.Faults.Count - 50} more.", refused.Message, StringComparison.Ordinal);
    }
}
