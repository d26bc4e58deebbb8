using OpsCenter.CityPack;
using OpsCenter.Domain.Territory;
using OpsCenter.Simulator.City;

namespace OpsCenter.Simulator.Tests.Testing;

/// <summary>The shipped city, loaded once, with all its kiosks simulated.</summary>
internal static class Yantai
{
    private static readonly Lazy<CityPlan> Loaded = new(CityPackLoader.LoadShipped);

    internal static CityPlan Plan => Loaded.Value;

    internal static DateOnly Day { get; } = new(2026, 11, 18); // a Wednesday

    internal static CityStage Stage(long seed = 7, double speed = 1) =>
        new(Plan, [.. Plan.Parts.Kiosks.Skip(SimulatedKiosk.LeftAlone).Select(kiosk => new SimulatedKiosk(kiosk.Id, "secret", Plan.FindVenue(kiosk.Venue)!))], seed, speed);
}
