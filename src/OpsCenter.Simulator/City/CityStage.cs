using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Simulator.City;

/// <summary>What stands still while the city lives: its kiosks and how busy each is, who lives where, and which grids lie near.</summary>
internal sealed class CityStage
{
    /// <summary>Check-ins of a day at speed 1.</summary>
    internal const int CheckInsPerDay = 20_000;

    /// <summary>Requests of a day at speed 1.</summary>
    internal const int RequestsPerDay = 1_500;

    private const int RegularsPerKiosk = 120;
    private readonly double[] _busyUpTo;
    private readonly Dictionary<long, UnitCode[]> _gridsOfTown;
    private readonly Dictionary<KioskId, int> _indexes;
    private readonly int _regulars;

    internal CityStage(CityPlan plan, IReadOnlyList<SimulatedKiosk> kiosks, long seed, double speed)
    {
        (Plan, Kiosks, Seed, Speed) = (plan, kiosks, seed, speed);
        var random = Seeds.For(seed, 0, Concern.Stage);
        _busyUpTo = new double[kiosks.Count];
        double sum = 0;
        for (int i = 0; i < kiosks.Count; i++) _busyUpTo[i] = sum += Math.Exp(0.6 * Normal(random)); // some venues are four times as busy as others
        _gridsOfTown = plan.Units.Where(unit => unit.Code.Level is UnitLevel.Grid).GroupBy(unit => Town(unit.Code)).ToDictionary(town => town.Key, town => town.Select(unit => unit.Code).ToArray());
        _indexes = kiosks.Select((kiosk, index) => (kiosk.Id, index)).ToDictionary(pair => pair.Id, pair => pair.index);
        _regulars = (int)(RegularsPerKiosk * Math.Max(1, speed));
    }

    internal CityPlan Plan { get; }

    internal IReadOnlyList<SimulatedKiosk> Kiosks { get; }

    internal long Seed { get; }

    internal double Speed { get; }

    /// <summary>The index of a simulated kiosk; of the first one when it is simulated no more.</summary>
    internal int IndexOf(KioskId kiosk) => _indexes.GetValueOrDefault(kiosk);

    /// <summary>A kiosk by how busy it is, open at that time of the day if one is easily found.</summary>
    internal int PickKiosk(Random random, TimeOnly time)
    {
        int picked = 0;
        for (int attempt = 0; attempt < 12; attempt++)
        {
            int found = Array.BinarySearch(_busyUpTo, random.NextDouble() * _busyUpTo[^1]);
            picked = Math.Min(found >= 0 ? found : ~found, Kiosks.Count - 1);
            var venue = Kiosks[picked].Venue;
            if (time >= venue.Opens && time < venue.Closes) return picked;
        }
        return picked;
    }

    /// <summary>One of the people who usually come to this kiosk, or now and then someone from another.</summary>
    internal (int Home, int Number) PickPerson(int kiosk, Random random) =>
        (random.NextDouble() < 0.1 ? random.Next(Kiosks.Count) : kiosk, random.Next(_regulars));

    /// <summary>A person's card, always the same.</summary>
    internal CardHash CardOf((int Home, int Number) person) =>
        new(new UInt128(Seeds.Mix(Seed, person.Home, person.Number), Seeds.Mix(Seed + 1, person.Number, person.Home)));

    /// <summary>A grid of the same town as the kiosk.</summary>
    internal UnitCode GridNear(int kiosk, Random random)
    {
        var grids = _gridsOfTown[Town(Kiosks[kiosk].Venue.Grid)];
        return grids[random.Next(grids.Length)];
    }

    private static long Town(UnitCode grid) => grid.Number / 1_000_000;

    internal static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    internal static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());
}
