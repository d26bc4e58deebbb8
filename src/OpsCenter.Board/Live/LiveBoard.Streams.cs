using System.Runtime.CompilerServices;
using OpsCenter.Board.Fold;
using OpsCenter.Board.Frames;

namespace OpsCenter.Board;

/// <content>The streams beside the tiles: happenings, the focus list, and changed tiles for integrators.</content>
public sealed partial class LiveBoard
{
    /// <summary>How many grids a focus list bears at most; a wall shows as many of them as its profile allows.</summary>
    public const int FocusCount = 20;

    /// <summary>The time between two happenings of a stream: at most five a second, the newest wins.</summary>
    private static readonly TimeSpan HappeningEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>The time between two focus lists of a stream: overdue hours grow by themselves.</summary>
    private static readonly TimeSpan FocusEvery = TimeSpan.FromSeconds(2);

    private readonly Dictionary<int, (TimeSpan At, Frame Frame)> _focus = [];

    /// <summary>The quiet after which a stream of happenings says that it is alive: a panel tells nothing new from nothing heard.</summary>
    private static readonly TimeSpan QuietFor = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Streams what happens in a scope as <c>{at, type, unit, kind}</c>: places and kinds, no persons; from now on, not what was before.
    /// After 2 seconds without any, <c>{at, type: "beat"}</c>, <c>at</c> as in a frame.
    /// </summary>
    /// <param name="scope">A unit's code or a venue's id.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="UnknownPlaceException">The city has no such unit or venue.</exception>
    public async IAsyncEnumerable<Frame> Happenings(string scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int node = NodeOf(scope);
        long heard;
        lock (_gate) heard = _shown.Told;
        long said = time.GetTimestamp();
        while (true)
        {
            Task happened;
            Frame? frame = null;
            lock (_gate)
            {
                happened = _happened.Next;
                if (_shown.TryNewest(node, ref heard, out var happening)) frame = _writer.Happening(happening, _shown.Version);
                else if (time.GetElapsedTime(said) >= QuietFor) frame = _writer.Quiet(new FrameHead(pulse.LastAlive, pulse.Health), _shown.Version);
            }
            if (frame is null)
            {
                await happened.WaitAsync(cancellationToken);
                continue;
            }
            said = time.GetTimestamp();
            yield return frame;
            await Task.Delay(HappeningEvery, time, cancellationToken);
        }
    }

    /// <summary>Streams the focus list (重点关注网格) of a scope every 2 seconds: <c>{kind: "focus", version, at, scope, grids: [{unit, overdue, hours, households, rate}]}</c>.</summary>
    /// <remarks><c>hours</c> are overdue hours summed, <c>rate</c> those per 1,000 households, by which the list is ordered; at most <see cref="FocusCount"/>.</remarks>
    /// <param name="scope">A unit's code or a venue's id; a venue has no grids.</param>
    /// <param name="cancellationToken">Ends the stream.</param>
    /// <exception cref="UnknownPlaceException">The city has no such unit or venue.</exception>
    public async IAsyncEnumerable<Frame> Focus(string scope, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        int node = NodeOf(scope);
        while (true)
        {
            yield return FocusOf(node);
            await Task.Delay(FocusEvery, time, cancellationToken);
        }
    }

    /// <summary>The tiles of all units and venues that changed after a version, for retained messages to integrators; ask at most once a second.</summary>
    /// <param name="version">The version answered before; −1 for all. Replaced by the one that the answer shows.</param>
    /// <returns>For each its code or id and <c>{version, at, unit, tile}</c>.</returns>
    public IReadOnlyList<(string Unit, Frame Posture)> ChangesSince(ref long version)
    {
        List<(string, Frame)> changes = [];
        lock (_gate)
        {
            var head = new FrameHead(pulse.LastAlive, pulse.Health);
            for (int node = 0; node < _places.Count; node++)
                if (_shown.ChangedAt[node] > version)
                    changes.Add((_places.Key(node), _writer.Posture(node, _shown.Tiles[node], _shown.Version, head)));
            version = _shown.Version;
        }
        return changes;
    }

    /// <summary>One unit's or venue's tile as of the newest commit: <c>{version, at, unit, tile}</c>; null when the city has none of that code.</summary>
    public Frame? Posture(string unit)
    {
        if (!board.TryRead(unit, out long version, out var tile)) return null;
        lock (_gate) return _writer.Posture(NodeOf(unit), tile, version, new FrameHead(pulse.LastAlive, pulse.Health));
    }

    private Frame FocusOf(int scope)
    {
        lock (_gate)
        {
            var now = time.GetElapsedTime(_started);
            if (_focus.TryGetValue(scope, out var known) && now - known.At < FocusEvery / 2) return known.Frame;
            var grids = board.Focus(scope, time.GetUtcNow(), FocusCount);
            var frame = _writer.Focus(scope, grids, board.Version, new FrameHead(pulse.LastAlive, pulse.Health));
            _focus[scope] = (now, frame);
            return frame;
        }
    }
}
