using OpsCenter.Board;
using OpsCenter.Simulation.Tests.Network;
using OpsCenter.Simulation.Tests.Time;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>
/// One wall. The page's rules stand here once more: its chain of versions, its silence, its coming back, and when it says “live”. What it shows
/// while it says so is held against the truth (I6), and against the reference at the version it states (I5).
/// </summary>
internal sealed class SimScreen
{
    private static readonly long Second = TimeSpan.TicksPerSecond;
    private static readonly long DelayedAfter = Ticks(PageRules.DelayedAfter), Speaks = Ticks(PageRules.Speaks), MayBeOld = 5 * Second;
    private static readonly (string Scope, WatchDetail Detail)[] Views = [("370600", WatchDetail.Children), ("370602", WatchDetail.Grids), ("370602001", WatchDetail.Venues), ("370602001001", WatchDetail.Children), ("v-1", WatchDetail.Self)];

    private readonly Storage _storage;
    private readonly Agenda _agenda;
    private readonly Cable _cable;
    private readonly Random _random;
    private readonly Func<SimServer?> _server;
    private readonly string _scope;
    private readonly WatchDetail _detail;
    private readonly Dictionary<string, Tile> _tiles = new(StringComparer.Ordinal);
    private readonly List<ScreenFrame> _parts = [];
    private ScreenWire? _wire;
    private bool _isConnected;
    private int _stream, _attempt, _failures;
    private long _version = -1, _heardAt, _arrivedAt, _resyncedAt;
    private long _offset, _accountedAt;
    private bool _isClockHeard;
    private (long At, long AsOf, long HeardAt)? _picture;

    internal SimScreen(Storage storage, int number, Random random, Func<SimServer?> server)
    {
        (_storage, _agenda, _random, _server) = (storage, storage.Agenda, random, server);
        _cable = storage.ScreenCables[number];
        _cable.Broken = (tellScreen, _) => _wire?.Reset(tellScreen);
        (_scope, _detail) = Views[random.Next(Views.Length)];
        _offset = storage.Beginning.UtcTicks + (long)((random.NextDouble() - 0.5) * 2 * Second); // its own clock, until the server's was heard
    }

    internal void Start()
    {
        Dial();
        Listen();
        Ask();
    }

    /// <summary>A frame came over a connection.</summary>
    /// <param name="wire">The connection.</param>
    /// <param name="stream">The stream.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="asOf">When the loop had last turned as the frame was made, by the true clock.</param>
    internal void Hear(ScreenWire wire, int stream, Frame frame, long asOf)
    {
        if (wire != _wire || stream != _stream) return;
        _arrivedAt = _agenda.Now;
        var read = ScreenFrame.Read(frame.Utf8.Span);
        switch (read.Kind)
        {
            case "snapshot":
                if (_parts.Count > 0 && _parts[0].Version != read.Version) _parts.Clear();
                _parts.Add(read);
                if (_parts.Count == read.Of) Take(read, [.. _parts.SelectMany(part => part.Units)], asOf);
                else Said();
                break;
            case "delta" when read.From == _version: Take(read, read.Units, asOf); break;
            case "beat" when _version < 0: break; // the snapshot is lost: as good as silence
            case "beat" when read.Version == _version: Take(read, [], asOf); break;
            default: Begin(); break;
        }
    }

    /// <summary>The connection is known to be gone.</summary>
    internal void Lose(ScreenWire wire)
    {
        if (wire != _wire) return;
        Account();
        (_wire, _isConnected) = (null, false);
        double most = Math.Min(PageRules.MostWait, PageRules.FirstWait * Math.Pow(2, Math.Min(_attempt++, 10)));
        _agenda.After(TimeSpan.FromMilliseconds(_random.NextDouble() * most), Dial, _cable.Lane);
    }

    /// <summary>Whether it says “live” now.</summary>
    internal bool IsLive => _isConnected && _picture is { } picture && _agenda.Now + _offset - picture.At < DelayedAfter && _agenda.Now - picture.HeardAt < DelayedAfter;

    /// <summary>I6: what was said up to now was said of data that were not older than five seconds.</summary>
    internal void Account()
    {
        if (!_isConnected || _picture is not { } picture)
        {
            _accountedAt = _agenda.Now;
            return;
        }
        long begins = Math.Max(_accountedAt, picture.HeardAt), ends = Math.Min(picture.At - _offset, picture.HeardAt) + DelayedAfter;
        long until = Math.Min(_agenda.Now, ends + Speaks);
        _accountedAt = _agenda.Now;
        if (until > begins && ends > begins - Speaks && until - picture.AsOf > MayBeOld)
            _storage.Wrong($"I6: a screen of {_scope} said live at {TimeSpan.FromTicks(until)} of data as of {TimeSpan.FromTicks(picture.AsOf)}.");
    }

    private void Take(ScreenFrame frame, List<KeyValuePair<string, Tile>> units, long asOf)
    {
        Account();
        _parts.Clear();
        foreach (var (unit, tile) in units) _tiles[unit] = tile;
        (_version, _picture) = (frame.Version, (frame.At, asOf, _agenda.Now));
        Said();
        if (frame.Kind != "beat" && _storage.Marks.Has(_version)) _storage.Marks.See($"a screen of {_scope}", _version, _tiles);
    }

    private static long Ticks(int milliseconds) => milliseconds * TimeSpan.TicksPerMillisecond;

    private void Said() => (_heardAt, _failures) = (_agenda.Now, 0);

    private void Dial()
    {
        var wire = _wire = new ScreenWire(_cable, this);
        _agenda.After(TimeSpan.FromSeconds(15), () => { if (!_isConnected) Lose(wire); }, _cable.Lane);
        wire.Up(() =>
        {
            wire.Server = _server();
            wire.Down(() =>
            {
                if (wire.Server is null) Lose(wire);
                else if (wire == _wire) Connect();
            });
        });
    }

    private void Connect()
    {
        Account();
        (_isConnected, _attempt, _arrivedAt) = (true, 0, _agenda.Now);
        Begin();
    }

    private void Begin()
    {
        (_version, _heardAt) = (-1, _agenda.Now);
        _parts.Clear();
        int stream = ++_stream;
        if (_isConnected && _wire is { Server: { } server } wire) wire.Up(() => server.Process.Run(() => server.Hub.Serve(wire, stream, _scope, _detail)));
    }

    /// <summary>Twice a second: whether the stream, or the connection, has fallen silent.</summary>
    private void Listen()
    {
        _agenda.After(TimeSpan.FromMilliseconds(PageRules.Listens), Listen, _cable.Lane);
        if (!_isConnected || _wire is not { } wire) return;
        long age = _picture is { } picture ? _agenda.Now + _offset - picture.At : 0;
        bool isOld = age > Ticks(PageRules.ResyncAfter) && _agenda.Now - _resyncedAt > Ticks(PageRules.ResyncAfter);
        if (isOld) _resyncedAt = _agenda.Now;
        if (isOld || _agenda.Now - _arrivedAt > Ticks(PageRules.ServerTimeout)) wire.Reset(tellScreen: true);
        else if (_agenda.Now - _heardAt >= Ticks(PageRules.SilentAfter))
        {
            if (++_failures < PageRules.Failures) Begin();
            else
            {
                _failures = 0;
                wire.Reset(tellScreen: true);
            }
        }
    }

    /// <summary>Every ten seconds: the server's clock.</summary>
    private void Ask()
    {
        _agenda.After(TimeSpan.FromMilliseconds(PageRules.Asks), Ask, _cable.Lane);
        long askedAt = _agenda.Now;
        var line = new ScreenWire(_cable, this); // a request of its own
        line.Up(() =>
        {
            if (_server() is not { } server) return;
            long now = server.Now.UtcTicks;
            line.Down(() =>
            {
                Account();
                if (!_isClockHeard || _agenda.Now - askedAt <= Ticks(PageRules.SlowAnswer)) _offset = now - askedAt;
                _isClockHeard = true;
            });
        });
    }
}
