using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Simulator.City;

/// <summary>A kiosk of the simulation.</summary>
/// <param name="Id">The kiosk.</param>
/// <param name="Secret">Its device secret.</param>
/// <param name="Venue">The venue it stands in.</param>
internal sealed record SimulatedKiosk(KioskId Id, string Secret, Venue Venue)
{
    /// <summary>The first rows of the file belong to people who try the server by hand.</summary>
    internal const int LeftAlone = 10;

    /// <summary>Who is in it: the id alone.</summary>
    public override string ToString() => Id.ToString();

    /// <summary>Reads <c>kiosk,secret,venue,grid</c>; the kiosks to simulate, in the file's order.</summary>
    /// <exception cref="FormatException">A row is wrong; it is named by its line.</exception>
    internal static IReadOnlyList<SimulatedKiosk> ReadAll(string path, CityPlan plan) => Read(path, plan, LeftAlone);

    /// <summary>Reads all but the first so many rows.</summary>
    internal static IReadOnlyList<SimulatedKiosk> Read(string path, CityPlan plan, int skip) =>
        [.. File.ReadLines(path).Select((line, index) => (line, number: index + 1)).Skip(1 + skip).Where(row => row.line.Length > 0).Select(row => Parse(row.line, row.number, plan))];

    private static SimulatedKiosk Parse(string line, int number, CityPlan plan)
    {
        string[] cells = line.Split(',');
        if (cells.Length < 4 || !KioskId.TryParse(cells[0], null, out var kiosk) || !VenueId.TryParse(cells[2], null, out var venueId)) throw new FormatException($"Line {number} of the kiosks' file is no kiosk.");
        return new SimulatedKiosk(kiosk, cells[1], plan.FindVenue(venueId) ?? throw new FormatException($"Line {number} of the kiosks' file names {venueId}, which the city has not."));
    }
}
