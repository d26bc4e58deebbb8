using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsCenter.Access.Devices;
using OpsCenter.Board;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest;
using OpsCenter.Ingest.Admission;
using OpsCenter.Ingest.Sessions;
using OpsCenter.Journal;
using OpsCenter.Journal.Sealing;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Simulation.Tests.Network;
using OpsCenter.Simulation.Tests.Time;
using OpsCenter.Simulation.Tests.Weather;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>
/// One life of the server: the real broker, sessions, translation, shard, folds and receipts, put together as the host does it. Here only the
/// thread is missing: the shard takes its turns when the agenda says so, and receipts leave once a second.
/// </summary>
internal sealed class SimServer : IDisposable
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly BrokerOptions BrokerOptions = Shipped();

    private readonly Storage _storage;
    private readonly Random _random;
    private readonly IJournal _journal;
    private readonly ShardCore _core;
    private readonly Shard _shard;
    private readonly KeyVault _vault;
    private readonly ReceiptSender _receipts;
    private readonly MqttBroker _broker;
    private readonly int _snapshotEvery;
    private bool _isTurnDue;
    private int _seconds;
    private long _hangsUntil;
    private readonly Action _turn, _takeATurn;

    internal SimServer(Storage storage, Random random, Action<FaultPoint> meet, Action died)
    {
        (_storage, _random, _snapshotEvery) = (storage, random, random.Next(40, 900));
        Process = new SimProcess { Died = died, Settled = TakeATurnSoon };
        Clock = new ProcessClock(storage.Agenda, Process, storage.Beginning) { Offset = storage.ServerOffset };
        storage.Disk.Faults = storage.Keys.Faults = meet;
        _journal = storage.OpenJournal(storage.Disk);
        _vault = new KeyVault(storage.Keys, random.NextBytes);
        _core = new ShardCore(SimCity.Plan, _journal, _vault, meet);
        Board = new CityBoard(SimCity.Plan);
        var book = new ReceiptBook(_core.City);
        var devices = new DeviceRegistry();
        foreach (var place in SimCity.Plan.Parts.Kiosks) devices.EnrolKiosk(place.Id, SimKiosk.Secret);
        foreach (var fold in (IFold[])[Board, book, devices]) _core.Announce(fold);
        _shard = new Shard(_core, new ShardOptions(), Clock, _ => { });
        Hub = new SimHub(this, _shard, storage);
        var acknowledgements = new AcknowledgementPost(book, storage.Logbook.Of<AcknowledgementPost>());
        _core.Answered += acknowledgements.Flush;
        var post = new CommandPost(_shard);
        var ports = new DeskPorts(new IngestOptions(), Clock, new ProgressAnswers(_shard), new PacedReading(Clock, storage.Logbook.Of<PacedReading>()), new DesiredStates(SimCity.Plan));
        var desk = new KioskDesk(new TapTranslator(SimCity.Plan, _vault), post, acknowledgements, book, ports);
        _receipts = new ReceiptSender(book, desk, Clock, storage.Logbook.Of<ReceiptSender>());
        var policy = new KioskPolicy(SimCity.Plan, devices, desk, new KioskClocks(), storage.Logbook.Of<KioskPolicy>());
        _turn = () => _shard.Turn();
        _takeATurn = () => Process.Run(TakeATurn);
        _broker = new MqttBroker(BrokerOptions, policy, new Observer(storage.Wrong), Clock);
    }

    internal SimProcess Process { get; }

    internal ProcessClock Clock { get; }

    internal CityBoard Board { get; }

    internal SimHub Hub { get; }

    /// <summary>When the loop last turned, by the true clock.</summary>
    internal long TurnedAt { get; private set; }

    internal ICityView City => _core.City;

    /// <summary>Comes back from the journal, and takes connections.</summary>
    internal void Start() => Process.Run(() =>
    {
        Guard(() =>
        {
            var report = _core.Restore();
            NoRottenOneWasTaken(report);
            foreach (var newest in _journal.Read(Math.Max(0, _journal.Head - 1))) _shard.Clock.StartAfter(newest.Fact.Heard);
            _shard.Open();
            TurnedAt = _storage.Agenda.Now;
        });
        if (_storage.ScreenCables.Count > 0) Hub.Start();
        Clock.CreateTimer(_ => EachSecond(), null, Second, Second);
        foreach (var cable in _storage.Cables.Values) cable.Accept = Take;
    });

    /// <summary>Asks to close a request, as staff do over HTTP.</summary>
    internal void Ask(Command command, ICommandReceipt receipt) => Process.Run(() => _shard.TryPost(new Envelope(command, receipt, default)));

    internal DateTimeOffset Now => Clock.GetUtcNow();

    /// <summary>The loop stands still; all else goes on.</summary>
    internal void Hang(TimeSpan length) => _hangsUntil = _storage.Agenda.Now + length.Ticks;

    public void Dispose()
    {
        Hub.Dispose();
        _shard.Dispose();
        _journal.Dispose();
    }

    /// <summary>The broker's options as the host sets them without any configuration.</summary>
    private static BrokerOptions Shipped()
    {
        using var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddKioskIngest().BuildServiceProvider();
        return services.GetRequiredService<IOptions<BrokerOptions>>().Value;
    }

    private void NoRottenOneWasTaken(RestoreReport report)
    {
        _storage.Witness.SnapshotsRefused += report.Ignored.Count(sentence => sentence.Contains("damaged", StringComparison.Ordinal));
        if (_storage.Disk.Snapshots.Values.Any(kept => kept.Exists(one => one.Position == report.SnapshotAt && _storage.Rotten.Contains(one.Content))))
            _storage.Wrong($"A snapshot at {report.SnapshotAt} that had rotted was taken over.");
    }

    private bool Take(Connection connection)
    {
        connection.Taker = Process;
        if (_storage.Breakage is Breakage.LogsWhatItHears) connection.Server.Overheard = _storage.Logbook.Sentences.Add;
        if (!_broker.TryAdmit(BrokerPeer.Unknown, out var lease)) return false;
        Process.Run(() => _ = _broker.ServeAsync(connection.Server, lease, CancellationToken.None));
        return Process.IsAlive;
    }

    private void EachSecond()
    {
        _receipts.SendDue();
        Turn();
        if (++_seconds % _snapshotEvery == 0 && _storage.Disk.State is Journal.InMemory.DiskState.Sound) _core.Capture().Save();
    }

    // Whatever came within a few milliseconds is one commit, as under the fsync before it.
    private void TakeATurnSoon()
    {
        if (_isTurnDue || _shard.Waiting == 0) return;
        _isTurnDue = true;
        long soon = _storage.Agenda.Now + _random.Next(100, 4_000) * TimeSpan.TicksPerMicrosecond;
        _storage.Agenda.At(Math.Max(soon, _hangsUntil), _takeATurn);
    }

    private void TakeATurn()
    {
        _isTurnDue = false;
        Turn();
    }

    private void Turn()
    {
        if (_storage.Agenda.Now < _hangsUntil) return;
        Guard(_turn);
        TurnedAt = _storage.Agenda.Now;
    }

    private void Guard(Action work)
    {
        try
        {
            work();
        }
        catch (JournalFailedException)
        {
            Process.Die(); // fail-stop, as the host does
        }
        catch (Exception bug) when (bug is not ProcessKilledException)
        {
            _storage.Wrong($"The loop met a bug: {bug.GetType().Name}: {bug.Message}");
            Process.Die();
        }
    }

    private sealed class Observer(Action<string> wrong) : BrokerObserver
    {
        public override void Failed(MqttSession? session, Exception exception)
        {
            if (exception is not ProcessKilledException) wrong($"The broker met a bug: {exception}");
        }
    }
}
