using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Tests.Testing;

/// <summary>A city of 2 districts, 4 towns, 8 communities and 24 grids of 100 households, with a venue and a kiosk in every second grid; every count can be raised.</summary>
public static class SmallCity
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);
    public static readonly DateOnly Today = new(2026, 11, 21);
    public static readonly DateTimeOffset Morning = new(2026, 11, 21, 8, 0, 0, Offset);

    public static CityPlan Plan(int towns = 2, int communities = 2, int grids = 3, int gridsAVenue = 2)
    {
        List<Unit> units = [new(UnitCode.Parse("370600"), UnitKind.City, UnitCode.None, "烟台市", "烟台", "Yantai", towns * 2 * communities * grids * 100)];
        List<Venue> venues = [];
        for (int d = 1; d <= 2; d++)
        {
            var district = Add(units[0].Code, $"37060{d}", UnitKind.District, towns * communities * grids * 100);
            for (int t = 1; t <= towns; t++)
            {
                var town = Add(district, $"37060{d}{t:000}", UnitKind.SubDistrict, communities * grids * 100);
                for (int c = 1; c <= communities; c++)
                {
                    var community = Add(town, $"37060{d}{t:000}{c:000}", UnitKind.Community, grids * 100);
                    for (int g = 1; g <= grids; g++)
                    {
                        var grid = Add(community, $"37060{d}{t:000}{c:000}{g:000}", UnitKind.BaseGrid, 100);
                        if (g % gridsAVenue == 1 || gridsAVenue == 1)
                            venues.Add(new Venue(VenueId.Parse($"v-{grid}"), grid, "驿站", "Station", new(8, 0), new(20, 0), TimeSpan.FromMinutes(40)));
                    }
                }
            }
        }
        return new CityPlan(new CityPlanParts
        {
            Version = "1",
            Hash = "00",
            Synthetic = true,
            Time = new PlusEight(),
            Units = units,
            Venues = venues,
            Kiosks = [.. venues.Select((venue, i) => new KioskPlace(KioskId.Parse($"k-{i}"), venue.Id))],
            Catalogue = [new CatalogueEntry(RequestKind.Parse("water-leak"), "漏水", "Water leak", new RequestClock("ordinary", TimeSpan.FromHours(24), false))],
            Levels = new LevelRule(3, 1, 3, 2.0),
            Schematic = [],
            Organisations = [],
        });

        UnitCode Add(UnitCode parent, string code, UnitKind kind, int households)
        {
            units.Add(new Unit(UnitCode.Parse(code), kind, parent, code, code, code, households));
            return units[^1].Code;
        }
    }

    /// <summary>China Standard Time, every day a working day.</summary>
    private sealed class PlusEight : CityTime
    {
        public override string Zone => "Asia/Shanghai";
        public override DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(Offset);
        public override DateTimeOffset At(DateOnly day, TimeOnly time) => new(day, time, Offset);
        public override bool IsWorkingDay(DateOnly day) => true;
    }
}
