using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Link;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Simulation.Tests.Checks;
using OpsCenter.Simulation.Tests.Network;
using OpsCenter.Simulation.Tests.Time;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>One kiosk: its memory card and its wrong clock outlive it, its process is the real link, courier and client over the real outbox rules.</summary>
internal sealed class SimKiosk
{
    internal const string Secret = "0123456789abcdef0123456789abcdef";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Storage _storage;
    private readonly Cable _cable;
    private readonly Random _random;
    private readonly People _people;
    private readonly int _number;
    private readonly double _drift;
    private readonly Action<SimKiosk, FaultPoint> _meet;
    private TimeSpan _offset;
    private SimProcess _process = null!;
    private ProcessClock _clock = null!;
    private IOutbox _outbox = null!;
    private BootClock _boot = null!;

    internal SimKiosk(Storage storage, int number, Random random, People people, Action<SimKiosk, FaultPoint> meet)
    {
        (_storage, _number, _random, _people, _meet) = (storage, number, random, people, meet);
        Id = SimCity.Plan.Parts.Kiosks[number].Id;
        _cable = storage.Cables[Id];
        _drift = (random.NextDouble() - 0.5) * 200e-6; // 100 ppm either way
        DrawOffset();
        storage.Agenda.After(TimeSpan.FromMilliseconds(random.Next(10_000)), Press);
    }

    internal KioskId Id { get; }

    internal MemorySpool Spool { get; } = new();

    internal SimProcess Process => _process;

    /// <summary>How many taps it still holds.</summary>
    internal int Held => _outbox.Status.Count;

    /// <summary>Nobody presses any more.</summary>
    internal bool IsLeftAlone { get; set; }

    /// <summary>Opens the outbox; a negative control opens one that forgets.</summary>
    internal Func<OutboxOptions, MemorySpool, IOutbox> OpenOutbox { get; init; } = (options, spool) => new MemoryOutbox(options, spool);

    /// <summary>The process starts, the first time or once more.</summary>
    internal void Start()
    {
        if (_random.Next(4) == 0) DrawOffset(); // a clock without a battery
        _process = new SimProcess { Died = () => _cable.Reset(tellKiosk: false, tellServer: _random.Next(2) == 0) };
        _clock = new ProcessClock(_storage.Agenda, _process, _storage.Beginning, _drift) { Offset = _offset };
        _process.Run(() =>
        {
            _outbox = OpenOutbox(new OutboxOptions { DrawId = () => OutboxId.Parse(_random.NextInt64().ToString("x16", null)), Faults = point => _meet(this, point) }, Spool);
            _boot = new BootClock(_random.NextInt64().ToString("x16", null), _clock);
            var link = new KioskLink(new KioskIdentity(SimCity.Plan.City, Id, Secret), _outbox, _boot, new LinkBeat(_clock), new KioskLinkOptions
            {
                Dial = cancellation => _cable.DialAsync(_process, cancellation),
                Jitter = new Random(_random.Next()),
                Version = "1.2.3",
                Protocol = _number % 2 == 0 ? ProtocolVersion.V311 : ProtocolVersion.V5,
                Time = _clock,
            });
            _ = link.RunAsync(CancellationToken.None);
        });
    }

    /// <summary>The process ends.</summary>
    /// <param name="powerCut">Whether the card may show what was not synced.</param>
    internal void End(bool powerCut)
    {
        _process.Kill();
        Lose(powerCut);
    }

    /// <summary>What the end leaves on the card.</summary>
    internal void Lose(bool powerCut) => Spool.Crash(() => powerCut && _random.Next(2) == 0);

    /// <summary>Somebody sets its clock.</summary>
    internal void SetClock(TimeSpan offset) => _clock.Offset = _storage.Witness.Clocks[Id] = _offset = offset;

    private void DrawOffset() => _storage.Witness.Clocks[Id] = _offset = _random.Next(20) switch
    {
        0 => TimeSpan.FromDays(365),
        1 => TimeSpan.FromDays(-20_000), // 1970
        2 => TimeSpan.FromMinutes(-12),
        _ => TimeSpan.FromSeconds((_random.NextDouble() - 0.5) * 120),
    };

    private void Press()
    {
        if (IsLeftAlone) return;
        _storage.Agenda.After(Pause, Press);
        if (!_process.IsAlive) return; // the screen is dark
        var content = _people.Choose(_random, _number);
        var id = new TapId(Id, _outbox.Id, _outbox.Status.LastSeq + 1);
        _storage.Witness.Pressed[id] = new Press(_storage.Beginning.AddTicks(_storage.Agenda.Now), SimCity.Plan.VenueOf(Id)!.Id, content, _offset);
        _process.Run(() =>
        {
            var stored = _outbox.AppendAsync(new TapDraft(_clock.GetUtcNow(), _boot.Now, content), CancellationToken.None);
            if (stored.IsCompletedSuccessfully && stored.Result.IsStored) _storage.Witness.Thanked.Add(id);
        });
    }
}
