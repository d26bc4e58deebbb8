using System.Diagnostics;
using System.Runtime.CompilerServices;
using OpsCenter.Board.Fold;
using OpsCenter.Board.Frames;
using OpsCenter.Board.Live;

namespace OpsCenter.Board;

/// <summary>The board as screens see it: at most ten frames a second a screen, newest value a tile, one serialized frame shared by all that are up to date.</summary>
/// <remarks>
/// Screens pull: a stream gives the next frame only when the last was taken, so a slow screen skips what came in between and holds
/// one frame (or the parts of one snapshot). The shard's loop is stopped only while changed tiles are copied.
/// </remarks>
/// <param name="board">The fold.</param>
/// <param name="pulse">The sign of life that frames carry.</param>
/// <param name="time">The clock of ticks and beats.</param>
public sealed partial class LiveBoard(CityBoard board, IPulse pulse, TimeProvider time) : IDisposable
{
    /// <summary>The time between two looks at the board: ten a second.</summary>
    internal static readonly TimeSpan TickEvery = TimeSpan.FromMilliseconds(100);

    private readonly Lock _gate = new();
    private readonly Places _places = board.Places;
    private readonly Shown _shown = new(board);
    private readonly FrameWriter _writer = new(board.Places);
    private readonly Dictionary<(int Scope, WatchDetail Detail), Feed> _feeds = [];
    private readonly Signal _happened = new();
    private readonly long _started = time.GetTimestamp();
    private TimeSpan _woken;

    /// <summary>How many screens watch now, each scope and detail of a screen counted.</summary>
    public int Screens { get { lock (_gate) return _feeds.Values.Sum(feed => feed.Screens); } }

    /// <summary>Looks at the board ten times a second until cancelled. Without it no stream moves.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Tick();
            await Task.Delay(TickEvery, time, cancellationToken);
        }
    }

    /// <summary>Streams a scope: a snapshot, then deltas that build on it, and a beat at least once a second when nothing changed.</summary>
    /// <param name="scope">A unit's code or a venue's id.</param>
    /// <param name="detail">How much of it.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="UnknownPlaceException">The city has no such unit or venue.</exception>
    public async IAsyncEnumerable<Frame> Watch(string scope, WatchDetail detail, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var screen = Open(scope, detail);
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var news = screen.News;
            if (screen.TryTake() is { } frame) yield return frame;
            else await news.WaitAsync(cancellationToken);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();

    internal void Tick()
    {
        long began = Stopwatch.GetTimestamp();
        lock (_gate)
        {
            var now = time.GetElapsedTime(_started);
            if (_shown.Refresh() || now - _woken >= QuietFor / 4)
            {
                _woken = now;
                _happened.Raise();
            }
            var health = pulse.Health;
            foreach (var feed in _feeds.Values) feed.Tick(_shown, health, now);
        }
        BoardMeter.Tick.Record(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>Begins to watch; the screen pulls its frames one by one.</summary>
    /// <exception cref="UnknownPlaceException">The city has no such unit or venue.</exception>
    internal Screen Open(string scope, WatchDetail detail)
    {
        var key = (NodeOf(scope), detail);
        lock (_gate)
        {
            if (!_feeds.TryGetValue(key, out var feed))
            {
                if (_feeds.Count == 0) Tick(); // else the last tick is fresh, and between ticks no feed may see newer tiles than it tells of
                feed = new Feed(_places.Shown(key.Item1, detail), detail is WatchDetail.Grids or WatchDetail.Venues, _shown.Version);
                _feeds.Add(key, feed);
            }
            feed.Screens++;
            BoardMeter.Screens.Add(1);
            return new Screen(feed, Next, () => Close(key, feed));
        }
    }

    private Frame[] Next(Feed feed, Screen screen)
    {
        lock (_gate)
        {
            var head = new FrameHead(pulse.LastAlive, pulse.Health);
            var now = time.GetElapsedTime(_started);
            bool isNew = screen.Heard != feed.Said;
            screen.Heard = feed.Said;
            return screen.Version < 0 ? feed.Snapshot(_shown, _writer, head, now)
                : feed.Version > screen.Version ? feed.Since(screen.Version, _shown, _writer, head, now)
                : isNew ? [feed.Beat(_writer, head)]
                : [];
        }
    }

    private void Close((int, WatchDetail) key, Feed feed)
    {
        BoardMeter.Screens.Add(-1);
        lock (_gate)
            if (--feed.Screens == 0) _feeds.Remove(key);
    }

    private int NodeOf(string scope) => _places.TryFind(scope, out int node) ? node : throw new UnknownPlaceException(scope);
}
