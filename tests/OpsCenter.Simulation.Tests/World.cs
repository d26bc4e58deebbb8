using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.InMemory;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Simulation.Tests.Checks;
using OpsCenter.Simulation.Tests.City;
using OpsCenter.Simulation.Tests.Network;
using OpsCenter.Simulation.Tests.Time;
using OpsCenter.Simulation.Tests.Weather;

namespace OpsCenter.Simulation.Tests;

/// <summary>One seed: eight kiosks, a tap each ten seconds, one simulated hour of weather and some minutes of sunshine, in one thread.</summary>
internal sealed class World
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1), Sunshine = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan BetweenChecks = TimeSpan.FromMinutes(5);
    private static readonly string[] Beginnings = ["2026-11-20T07:30:00+08:00", "2026-11-21T12:00:00+08:00", "2026-11-21T17:30:00+08:00", "2026-11-30T23:25:00+08:00", "2026-11-22T20:40:00+08:00"];

    private readonly Agenda _agenda = new();
    private readonly Random _random;
    private readonly Storage _storage;
    private readonly List<SimScreen> _screens;
    private readonly Staff _staff;
    private readonly Storm _storm;
    private readonly Inspector _inspector;
    private readonly List<string> _wrong = [];
    private readonly Dictionary<SimKiosk, (FaultPoint Point, int Left)> _armedKiosks = [];
    private (FaultPoint Point, int Left)? _armedServer;
    private bool _isSunny;

    internal World(int seed, Breakage breakage = Breakage.None, bool isCalm = false)
    {
        Seed = seed;
        int screens = seed % 3 == 0 ? 2 : 0; // a quarter of a seed's time
        _random = Draw(0);
        var people = new People();
        var (witness, disk, keys) = (new Witness(), new MemoryDisk { SyncsEachCommit = breakage is not Breakage.AcknowledgesBeforeSync }, new InMemoryKeyStore());
        keys.Save([new("month/2026-03", new byte[32])]); // older than 180 days: to be erased at the first start
        var cables = SimCity.Plan.Parts.Kiosks.Select((place, number) => new Cable(_agenda, place.Id, number, Draw(100 + number), witness)).ToDictionary(cable => cable.Kiosk);
        _storage = new Storage(_agenda, DateTimeOffset.Parse(Beginnings[seed % Beginnings.Length], CultureInfo.InvariantCulture), disk, keys, cables, witness)
        {
            Wrong = Wrong,
            OpenJournal = storage => Broken.Journal(breakage, new InMemoryJournal(storage)),
            Breakage = breakage,
            Marks = new Marks(Wrong),
            ScreenCables = [.. Enumerable.Range(0, screens).Select(number => new Cable(_agenda, KioskId.Parse($"screen-{number}"), 50 + number, Draw(150 + number), witness))],
        };
        _inspector = new Inspector(_storage, Wrong);
        Kiosks = [.. Enumerable.Range(0, SimCity.Kiosks).Select(number => new SimKiosk(_storage, number, Draw(200 + number), people, Meet)
        {
            OpenOutbox = (options, spool) => breakage is Breakage.OutboxForgetsUnacknowledged or Breakage.GapsAreMiscounted ? new ForgetfulOutbox(new MemoryOutbox(options, spool)) : new MemoryOutbox(options, spool),
        })];
        _screens = [.. Enumerable.Range(0, screens).Select(number => new SimScreen(_storage, number, Draw(600 + number), () => Server))];
        _staff = new Staff(_storage, Draw(300), people, () => Server);
        _storm = new Storm(this, _storage, Draw(400), isCalm);
        if (seed % 5 == 0) _armedServer = (Points.OfErasure[seed / 5 % 2], 1);
    }

    internal int Seed { get; }

    internal IReadOnlyList<SimKiosk> Kiosks { get; }

    /// <summary>The server that runs; null while none does.</summary>
    internal SimServer? Server { get; private set; }

    /// <summary>Runs a calm hour in which the server's clock is set for eight minutes, too short to be believed.</summary>
    /// <returns>What became of it, what was journaled in those minutes, and all.</returns>
    internal (SeedOutcome Outcome, IReadOnlyList<Recorded> Meanwhile, IReadOnlyList<Recorded> All) RunOneJump(TimeSpan jump)
    {
        long before = 0;
        List<Recorded> meanwhile = [];
        _agenda.At(TimeSpan.FromMinutes(10).Ticks, () =>
        {
            using var journal = new InMemoryJournal(_storage.Disk);
            before = journal.Head;
            SetServerClock(jump);
        });
        _agenda.At(TimeSpan.FromMinutes(18).Ticks, () =>
        {
            using var journal = new InMemoryJournal(_storage.Disk);
            meanwhile = [.. journal.Read(before)];
            SetServerClock(TimeSpan.Zero);
        });
        var outcome = Run();
        using var all = new InMemoryJournal(_storage.Disk);
        return (outcome, meanwhile, [.. all.Read(0)]);
    }

    /// <summary>Runs the seed to its end, or to the first thing that is wrong.</summary>
    internal SeedOutcome Run()
    {
        StartServer();
        foreach (var kiosk in Kiosks) kiosk.Start();
        foreach (var screen in _screens) screen.Start();
        for (var at = BetweenChecks; at <= Hour && _wrong.Count == 0; at += BetweenChecks)
        {
            _agenda.RunUntil(at);
            Look();
        }
        if (_wrong.Count == 0) ShineAndLook();
        Server?.Dispose();
        return new SeedOutcome(Seed, _wrong, Hash(), Tally.Of(_storage.Witness), _storm.Struck, Hits);
    }

    /// <summary>The points at which a process died.</summary>
    internal List<FaultPoint> Hits { get; } = [];

    internal void ArmServer(FaultPoint point, int hit) => _armedServer = (point, hit);

    internal void ArmKiosk(SimKiosk kiosk, FaultPoint point, int hit) => _armedKiosks[kiosk] = (point, hit);

    /// <summary>Sets the clock of the machine on which servers run.</summary>
    internal void SetServerClock(TimeSpan offset)
    {
        if (offset == _storage.ServerOffset) return;
        _storage.Witness.ServerClockWasSet = true;
        _storage.ServerOffset = offset;
        if (Server is { } server) server.Clock.Offset = offset;
    }

    internal void KillKiosk(SimKiosk kiosk)
    {
        if (!kiosk.Process.IsAlive) return;
        kiosk.End(powerCut: _random.Next(2) == 0);
        _agenda.After(TimeSpan.FromSeconds(_random.Next(2, 90)), kiosk.Start);
    }

    private void ShineAndLook()
    {
        _isSunny = true;
        _armedServer = null;
        _armedKiosks.Clear();
        _staff.IsLeftAlone = true;
        foreach (var kiosk in Kiosks) kiosk.IsLeftAlone = true;
        SetServerClock(TimeSpan.Zero);
        _agenda.RunUntil(Hour + Sunshine);
        Look();
        foreach (var screen in _screens)
            if (!screen.IsLive) Wrong("A screen is not live at the end.");
        _inspector.LookAtTheEnd(Kiosks);
    }

    private void Look()
    {
        foreach (var screen in _screens) screen.Account();
        _inspector.Look(Server);
    }

    private void StartServer()
    {
        _storage.Witness.ServerStarts();
        SimServer? server = null;
        server = new SimServer(_storage, Draw(1_000 + _random.Next(1_000_000)), Meet, () => Died(server!));
        Server = server;
        server.Start();
        if (server.Process.IsAlive) _inspector.Look(server);
    }

    private void Died(SimServer server)
    {
        foreach (var cable in _storage.Cables.Values.Concat(_storage.ScreenCables))
        {
            cable.Accept = null;
            cable.Reset(tellKiosk: _random.Next(2) == 0, tellServer: false);
        }
        _storage.Disk.Crash(survivors: _random.Next(2));
        _storage.Keys.State = DiskState.Sound;
        _inspector.LookAtTheDisk(); // of the order in which it came to the server that died, too
        Server = null;
        server.Dispose();
        _agenda.After(TimeSpan.FromSeconds(_random.Next(1, 20)), StartServer);
    }

    private void Meet(FaultPoint point)
    {
        if (_isSunny || _armedServer is not { } armed || armed.Point != point) return;
        _armedServer = armed.Left > 1 ? armed with { Left = armed.Left - 1 } : null;
        if (_armedServer is not null) return;
        Hits.Add(point);
        Server!.Process.Die();
    }

    private void Meet(SimKiosk kiosk, FaultPoint point)
    {
        if (_isSunny || !_armedKiosks.TryGetValue(kiosk, out var armed) || armed.Point != point) return;
        if (armed.Left > 1)
        {
            _armedKiosks[kiosk] = armed with { Left = armed.Left - 1 };
            return;
        }
        _armedKiosks.Remove(kiosk);
        Hits.Add(point);
        KillKiosk(kiosk);
        throw new ProcessKilledException();
    }

    private void Wrong(string sentence)
    {
        if (_wrong.Count < 10) _wrong.Add(string.Create(CultureInfo.InvariantCulture, $"{TimeSpan.FromTicks(_agenda.Now)} {sentence}"));
    }

    private string Hash()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var cable in _storage.Cables.Values.Concat(_storage.ScreenCables)) all.AppendData(cable.Trace.Close());
        if (_storage.Disk.Commits is [.., var newest]) all.AppendData(newest.Hash); // the chain covers every byte of the journal
        all.AppendData(Encoding.UTF8.GetBytes(string.Join('\n', _wrong)));
        return Convert.ToHexStringLower(all.GetHashAndReset());
    }

    // Each draws from a source of its own, so that one more draw here changes nothing there.
    private Random Draw(int purpose) => new(unchecked(Seed * 7_919 + purpose * 104_729));
}

/// <summary>What became of a seed: nothing of its city, for a thousand are kept.</summary>
internal sealed record SeedOutcome(int Seed, IReadOnlyList<string> Wrong, string Hash, Tally Tally, IReadOnlyList<Trouble> Struck, IReadOnlyList<FaultPoint> Hits);

/// <summary>What its witness saw, counted.</summary>
internal sealed record Tally(long Thanked, long Acknowledged, long Repeated, int ScreensCompared, int SnapshotsRefused)
{
    internal static Tally Of(Witness witness) => new(witness.Thanked.Count, witness.Acknowledged.Count, witness.Repeated, witness.ScreensCompared, witness.SnapshotsRefused);
}
