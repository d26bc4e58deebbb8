using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Testing;

/// <summary>A city small enough to hold in mind: one district, one town, one community, two grids, two venues, two kiosks. UTC+8, open 08:00 to 18:00.</summary>
public static class TinyCity
{
    public static readonly UnitCode City = UnitCode.Parse("370600");
    public static readonly UnitCode District = UnitCode.Parse("370602");
    public static readonly UnitCode Town = UnitCode.Parse("370602001");
    public static readonly UnitCode Community = UnitCode.Parse("370602001001");
    public static readonly UnitCode GridOne = UnitCode.Parse("370602001001001");
    public static readonly UnitCode GridTwo = UnitCode.Parse("370602001001002");
    public static readonly VenueId Harbour = VenueId.Parse("harbour");
    public static readonly VenueId Market = VenueId.Parse("market");
    public static readonly KioskId HarbourKiosk = KioskId.Parse("k-harbour");
    public static readonly KioskId MarketKiosk = KioskId.Parse("k-market");
    public static readonly RequestKind Leak = RequestKind.Parse("water-leak");
    public static readonly RequestKind Noise = RequestKind.Parse("noise");

    /// <summary>Saturday 21 November 2026, 10:00 in the city.</summary>
    public static readonly DateTimeOffset Ten = new(2026, 11, 21, 10, 0, 0, TimeSpan.FromHours(8));

    public static CityPlan Plan() => new(new CityPlanParts
    {
        Version = "1",
        Hash = new string('a', 64),
        Synthetic = true,
        Time = new FixedOffsetTime(),
        Units =
        [
            new(City, UnitKind.City, UnitCode.None, "烟台市", "烟台", "Yantai", 600),
            new(District, UnitKind.District, City, "芝罘区", "芝罘", "Zhifu", 600),
            new(Town, UnitKind.SubDistrict, District, "向阳街道", "向阳", "Xiangyang", 600),
            new(Community, UnitKind.Community, Town, "海韵社区居委会", "海韵社区", "海韵社区", 600),
            new(GridOne, UnitKind.BaseGrid, Community, "第一网格", "第一网格", "Grid 1", 300),
            new(GridTwo, UnitKind.BaseGrid, Community, "第二网格", "第二网格", "Grid 2", 300),
        ],
        Venues =
        [
            new(Harbour, GridOne, "海港驿站", "Harbour", new TimeOnly(8, 0), new TimeOnly(18, 0), TimeSpan.FromMinutes(40)),
            new(Market, GridTwo, "市场驿站", "Market", new TimeOnly(8, 0), new TimeOnly(18, 0), TimeSpan.FromMinutes(40)),
        ],
        Kiosks = [new(HarbourKiosk, Harbour), new(MarketKiosk, Market)],
        Catalogue =
        [
            new(Leak, "漏水", "Water leak", new RequestClock("utility", TimeSpan.FromHours(24), false)),
            new(Noise, "噪音", "Noise", new RequestClock("ordinary", TimeSpan.FromDays(7), true)),
        ],
        Levels = new LevelRule(5, 1, 3, 0.5),
        Schematic = [new(GridOne, 0, 0), new(GridTwo, 1, 0)],
        Organisations = [],
    });

    private sealed class FixedOffsetTime : CityTime
    {
        public override string Zone => "Asia/Shanghai";

        public override DateTimeOffset Local(DateTimeOffset instant) => instant.ToOffset(TimeSpan.FromHours(8));

        public override DateTimeOffset At(DateOnly day, TimeOnly time) => new(day.ToDateTime(time), TimeSpan.FromHours(8));

        public override bool IsWorkingDay(DateOnly day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);
    }
}
