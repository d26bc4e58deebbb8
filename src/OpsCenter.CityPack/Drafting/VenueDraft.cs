using System.Globalization;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Drafting;

/// <summary>Invents venues, one kiosk each: spread over the grids so that equal numbers of households share one.</summary>
internal static class VenueDraft
{
    private const int Stride = 611; // no common divisor with the count of pairs, so that neighbours sound different

    private static readonly House[] Urban =
    [
        new("党群服务中心", "Service Center", 8, 30, 17, 30, 40),
        new("驿站", "Station", 8, 0, 20, 0, 40),
        new("驿站", "Station", 7, 0, 21, 0, 40),
        new("邻里之家", "Neighbours' House", 8, 30, 20, 30, 60),
        new("暖心驿站", "Warm Station", 7, 30, 21, 30, 20),
        new("便民服务站", "Service Point", 8, 30, 17, 0, 20),
        new("长者之家", "Elders' House", 8, 0, 17, 0, 90),
    ];

    private static readonly House[] Rural =
    [
        new("党群服务站", "Service Point", 8, 30, 17, 30, 40),
        new("文明实践站", "Village Hall", 8, 0, 18, 0, 60),
        new("为民服务站", "Help Point", 8, 30, 17, 0, 20),
        new("邻里中心", "Neighbours' Center", 8, 0, 20, 0, 40),
    ];

    /// <summary>The venues by id; venue n stands in the grid of the household that begins the middle of the n-th equal part.</summary>
    /// <param name="grids">All grids, sorted by code.</param>
    /// <param name="villages">The codes of villages.</param>
    /// <param name="count">How many venues.</param>
    internal static List<Venue> Make(IReadOnlyList<Unit> grids, IReadOnlySet<UnitCode> villages, int count)
    {
        long households = grids.Sum(grid => (long)grid.Households);
        var venues = new List<Venue>(count);
        var used = new HashSet<string>(StringComparer.Ordinal);
        int at = 0;
        long passed = grids[0].Households;
        for (int i = 0; i < count; i++)
        {
            long target = (2L * i + 1) * households / (2L * count);
            while (passed <= target) passed += grids[++at].Households;
            var grid = grids[at];
            var houses = villages.Contains(grid.Parent) ? Rural : Urban;
            var house = houses[Draws.Between(i, 11, 0, houses.Length - 1)];
            var (han, latin) = Name(i, house, used);
            venues.Add(new Venue(VenueId.Parse($"v-{Digits(i)}"), grid.Code, han, latin, house.Opens, house.Closes, TimeSpan.FromMinutes(house.Stay)));
        }
        return venues;
    }

    /// <summary>One kiosk for each venue, with the same number.</summary>
    internal static List<KioskPlace> Kiosks(IReadOnlyList<Venue> venues) =>
        [.. venues.Select((venue, i) => new KioskPlace(KioskId.Parse($"k-{Digits(i)}"), venue.Id))];

    private static (string Han, string Latin) Name(int index, House house, HashSet<string> used)
    {
        for (int step = 0; ; step++)
        {
            var (han, latin) = VenueNames.Pair((int)((index + (long)step * 7) * Stride % VenueNames.Count));
            if (used.Add(han + house.Name)) return (han + house.Name, $"{latin} {house.English}");
        }
    }

    private static string Digits(int index) => (index + 1).ToString("00000", CultureInfo.InvariantCulture);

    private sealed record House(string Name, string English, int OpensHour, int OpensMinute, int ClosesHour, int ClosesMinute, int Stay)
    {
        internal TimeOnly Opens => new(OpensHour, OpensMinute);
        internal TimeOnly Closes => new(ClosesHour, ClosesMinute);
    }
}
