using OpsCenter.Journal.InMemory;
using OpsCenter.Simulation.Tests.City;
using OpsCenter.Simulation.Tests.Network;

namespace OpsCenter.Simulation.Tests.Weather;

/// <summary>Draws the troubles of one hour by its seed, and lets each end.</summary>
internal sealed class Storm
{
    private readonly World _world;
    private readonly Storage _storage;
    private readonly Random _random;
    private static readonly TimeSpan[] Jumps =
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(1), TimeSpan.FromDays(-1),
        TimeSpan.FromDays(365), TimeSpan.FromDays(-20_000), // back to 1972
    ];

    private readonly Cable[] _cables;
    private int _number;

    internal Storm(World world, Storage storage, Random random, bool isCalm)
    {
        (_world, _storage, _random) = (world, storage, random);
        _cables = [.. storage.Cables.Values, .. storage.ScreenCables];
        int troubles = isCalm ? 0 : random.Next(8, 18);
        for (int i = 0; i < troubles; i++) storage.Agenda.At(TimeSpan.FromSeconds(random.Next(20, 3_500)).Ticks, Strike);
    }

    /// <summary>All troubles that struck.</summary>
    internal List<Trouble> Struck { get; } = [];

    private void Strike()
    {
        var trouble = (Trouble)_random.Next(Enum.GetValues<Trouble>().Length);
        if (trouble is Trouble.ServerClockSet && _world.Seed % 4 != 0) trouble = Trouble.ConnectionReset; // where it never is, rules must fire in time
        Struck.Add(trouble);
        var cable = _cables[_random.Next(_cables.Length)];
        var kiosk = _world.Kiosks[_random.Next(_world.Kiosks.Count)];
        switch (trouble)
        {
            case Trouble.ServerDies: _world.Server?.Process.Kill(); break;
            case Trouble.ServerDiesAtAPoint: _world.ArmServer(Points.OfTheServer[(_world.Seed + 7 * _number++) % Points.OfTheServer.Length], _random.Next(1, 6)); break;
            case Trouble.KioskDies: _world.KillKiosk(kiosk); break;
            case Trouble.KioskDiesAtAPoint: _world.ArmKiosk(kiosk, Points.OfKiosks[(_world.Seed + _number++) % Points.OfKiosks.Length], _random.Next(1, 4)); break;
            case Trouble.CableBlocked: Block(cable, 0, Seconds(2, 200)); break;
            case Trouble.AllCablesBlocked:
                var length = Seconds(2, 150);
                foreach (var one in _cables) Block(one, 0, length);
                break;
            case Trouble.SwizzleClog: Swizzle(); break;
            case Trouble.ConnectionReset: cable.Reset(tellKiosk: _random.Next(3) > 0, tellServer: _random.Next(3) > 0); break;
            case Trouble.DiskFull: Disk(DiskState.Full, Seconds(1, 60)); break;
            case Trouble.DiskFails: Disk(DiskState.Failing, Seconds(1, 20)); break;
            case Trouble.KioskClockSet: kiosk.SetClock(TimeSpan.FromMinutes(_random.Next(-600, 600))); break;
            case Trouble.SlowNetwork: Slow(Seconds(5, 120)); break;
            case Trouble.LoopHangs: _world.Server?.Hang(Seconds(3, 40)); break;
            case Trouble.SnapshotRots: Rot(); break;
            case Trouble.ServerClockSet: SetClock(); break;
        }
    }

    /// <summary>Links are clogged one after another and opened in another order: what was first is last (FoundationDB).</summary>
    private void Swizzle()
    {
        var some = _cables.Where(_ => _random.Next(2) == 0).ToArray();
        double[] ends = [.. some.Select((_, i) => 30 + 5.0 * i + _random.NextDouble() * 3)];
        _random.Shuffle(ends);
        for (int i = 0; i < some.Length; i++) Block(some[i], 3 * i, TimeSpan.FromSeconds(ends[i] - 3 * i));
    }

    private void Block(Cable cable, double after, TimeSpan length) => _storage.Agenda.After(TimeSpan.FromSeconds(after), () =>
    {
        cable.Block();
        _storage.Agenda.After(length, cable.Open);
    });

    private void Disk(DiskState state, TimeSpan length)
    {
        _storage.Disk.State = _storage.Keys.State = state;
        _storage.Agenda.After(length, () => _storage.Disk.State = _storage.Keys.State = DiskState.Sound);
    }

    private void Slow(TimeSpan length)
    {
        foreach (var cable in _cables) cable.Slowness = 1 + _random.NextDouble() * 100;
        _storage.Agenda.After(length, () =>
        {
            foreach (var cable in _cables) cable.Slowness = 1;
        });
    }

    /// <summary>A bit of the newest snapshot, or of both, turns over, or an end is missing; then, more often than not, somebody has to read it.</summary>
    private void Rot()
    {
        _storage.Disk.Rot(_random.Next(1, 3), content =>
        {
            byte[] rotten = _random.Next(2) == 0 ? content[..^_random.Next(1, content.Length)] : [.. content];
            if (rotten.Length == content.Length) rotten[_random.Next(rotten.Length)] ^= (byte)(1 << _random.Next(8));
            _storage.Rotten.Add(rotten);
            return rotten;
        });
        if (_random.Next(3) > 0) _world.Server?.Process.Kill();
    }

    /// <summary>FT-09: the clock of the server's machine is set, and mostly set right after a while.</summary>
    private void SetClock()
    {
        _world.SetServerClock(Jumps[_random.Next(Jumps.Length)]);
        if (_random.Next(4) > 0) _storage.Agenda.After(Seconds(20, 1_200), () => _world.SetServerClock(TimeSpan.Zero));
    }

    private TimeSpan Seconds(int least, int most) => TimeSpan.FromSeconds(_random.Next(least, most));
}
