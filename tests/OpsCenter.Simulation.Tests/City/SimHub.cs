using System.Runtime.CompilerServices;
using System.Text;
using OpsCenter.Board;
using OpsCenter.Grains.Runtime;
using OpsCenter.Simulation.Tests.Checks;
using OpsCenter.Simulation.Tests.Network;
using OpsCenter.Simulation.Tests.Weather;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>
/// The hub of one life of the server: the real live board, feeds and frames, looked at ten times a second, and a sender for each screen that
/// takes the next frame when there is room. SignalR and its sockets are missing.
/// </summary>
internal sealed class SimHub : IPulse, IDisposable
{
    private static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(100);
    private const int SpoiledEvery = 50;

    private readonly SimServer _server;
    private readonly Shard _shard;
    private readonly Storage _storage;
    private readonly LiveBoard _live;
    private readonly ConditionalWeakTable<Frame, StrongBox<long>> _asOf = [];
    private int _sent;

    internal SimHub(SimServer server, Shard shard, Storage storage)
    {
        (_server, _shard, _storage) = (server, shard, storage);
        _live = new LiveBoard(server.Board, this, server.Clock);
    }

    public DateTimeOffset LastAlive => _storage.Breakage is Breakage.PulseClaimsLife ? _server.Now : _shard.LastAlive;

    public BoardHealth Health => _shard.IngestStopped ? BoardHealth.IngestStopped : _shard.Clock.IsSane ? BoardHealth.Ok : BoardHealth.Clock;

    internal void Start() => _server.Clock.CreateTimer(_ => _live.Tick(), null, TickEvery, TickEvery);

    internal void Serve(ScreenWire wire, int stream, string scope, WatchDetail detail)
    {
        wire.Stream = stream;
        _ = ServeAsync(wire, stream, scope, detail);
    }

    public void Dispose() => _live.Dispose();

    private async Task ServeAsync(ScreenWire wire, int stream, string scope, WatchDetail detail)
    {
        try
        {
            // Ended by the next frame after the screen went: a stream that waits cannot be left on one thread.
            await foreach (var frame in _live.Watch(scope, detail, CancellationToken.None))
            {
                if (wire.Stream != stream) return;
                if (++_sent % Marks.Every == 0) _storage.Marks.Set(frame.Version);
                if (!await wire.SendAsync(stream, Handed(frame), AsOf(frame))) return;
            }
        }
        catch (Exception broken) when (broken is not OperationCanceledException)
        {
            _storage.Wrong($"a screen's stream broke: {broken}"); // nobody awaits it: without this it would look like silence
        }
    }

    /// <summary>When the loop had last turned as a frame was made; one that several screens share was made for the first.</summary>
    private long AsOf(Frame frame) => _asOf.GetValue(frame, _ => new StrongBox<long>(_server.TurnedAt)).Value;

    private Frame Handed(Frame frame)
    {
        if (_storage.Breakage is not Breakage.FrameBearsAnotherNumber || _sent % SpoiledEvery != 0) return frame;
        string text = Encoding.UTF8.GetString(frame.Utf8.Span).Replace("\"checkIns\":", "\"checkIns\":1", StringComparison.Ordinal);
        return new Frame(frame.Version, Encoding.UTF8.GetBytes(text));
    }
}
