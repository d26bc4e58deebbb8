using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Testing;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>The city of the simulation: two communities, four grids, four venues, eight kiosks; one kind of request runs out within the hour.</summary>
internal static class SimCity
{
    internal const int Kiosks = 8;

    internal static readonly RequestKind Urgent = RequestKind.Parse("urgent"), Unheard = RequestKind.Parse("unheard-of");

    private static readonly UnitCode OtherCommunity = UnitCode.Parse("370602001002");
    private static readonly UnitCode[] Grids = [TinyCity.GridOne, TinyCity.GridTwo, UnitCode.Parse("370602001002001"), UnitCode.Parse("370602001002002")];

    internal static CityPlan Plan { get; } = Make();

    private static CityPlan Make()
    {
        var parts = TinyCity.Plan().Parts;
        return new CityPlan(parts with
        {
            Units =
            [
                .. parts.Units,
                new(OtherCommunity, UnitKind.Community, TinyCity.Town, "另一社区", "另一社区", "Other", 600),
                new(Grids[2], UnitKind.BaseGrid, OtherCommunity, "第三网格", "第三网格", "Grid 3", 300),
                new(Grids[3], UnitKind.BaseGrid, OtherCommunity, "第四网格", "第四网格", "Grid 4", 300),
            ],
            Venues = [.. Grids.Select((grid, number) => new Venue(
                VenueId.Parse($"v-{number}"), grid, $"驿站{number}", $"Venue {number}", new TimeOnly(8, 0), new TimeOnly(number == 3 ? 21 : 18, 0), TimeSpan.FromMinutes(10 + 10 * number)))],
            Kiosks = [.. Enumerable.Range(0, Kiosks).Select(number => new KioskPlace(KioskId.Parse($"k-sim-{number}"), VenueId.Parse($"v-{number / 2}")))],
            Catalogue = [.. parts.Catalogue, new(Urgent, "急", "Urgent", new RequestClock("urgent", TimeSpan.FromMinutes(12), false))],
            Schematic = [.. Grids.Select((grid, number) => new HexCell(grid, number, 0))],
        });
    }
}
