using OpsCenter.Board.Frames;

namespace OpsCenter.Board.Live;

/// <summary>One scope and detail, shared by all screens that watch it: the frames that are due, each serialized once. Guarded by the lock of <see cref="LiveBoard"/>.</summary>
/// <param name="nodes">What its screens show, the scope first.</param>
/// <param name="sparse">Whether members that are 0 are left out.</param>
/// <param name="version">The version that is shown as it begins.</param>
internal sealed class Feed(int[] nodes, bool sparse, long version)
{
    /// <summary>A delta beyond this is not worth its one message: a new snapshot goes out in parts, which a slow line takes one by one.</summary>
    internal const int LargestDeltaBytes = 512 * 1024;

    /// <summary>A sign of life is due this long after the last: below a second by the two ticks that may pass until it is sent.</summary>
    private static readonly TimeSpan BeatAfter = TimeSpan.FromMilliseconds(800);

    /// <summary>A snapshot serves all screens that come within this time: what changed since then they are told by a delta.</summary>
    private static readonly TimeSpan SnapshotEvery = TimeSpan.FromSeconds(1);

    /// <summary>Deltas kept for screens that are behind by different amounts; more are built and not kept.</summary>
    private const int DeltasKept = 8;

    private readonly Dictionary<long, Frame> _deltas = [];
    private Frame[] _snapshot = [];
    private Frame? _beat;
    private int _bytesPerTile = 100;
    private TimeSpan _snapshotAt;
    private TimeSpan _saidAt;
    private TimeSpan _movedAt;
    private BoardHealth _saidHealth;

    /// <summary>How many screens watch it.</summary>
    internal int Screens { get; set; }

    /// <summary>The version up to which its screens are told.</summary>
    internal long Version { get; private set; } = version;

    /// <summary>Counts what was said: deltas and beats.</summary>
    internal long Said { get; private set; }

    /// <summary>Raised when there is something new to say.</summary>
    internal Signal News { get; } = new();

    /// <summary>Looks whether there is something to say; called ten times a second.</summary>
    internal void Tick(Shown shown, BoardHealth health, TimeSpan now)
    {
        bool changed = shown.CountChanged(nodes, Version) > 0;
        bool moved = shown.Version > Version && now - _movedAt >= BeatAfter;
        if (changed || moved)
        {
            Version = shown.Version;
            _movedAt = now;
            _deltas.Clear();
        }
        else if (now - _saidAt < BeatAfter && health == _saidHealth) return;
        if (changed || !moved) _saidAt = now;
        _saidHealth = health;
        _beat = null;
        Said++;
        News.Raise();
    }

    /// <summary>What a screen that knows nothing is given; the same to all that come within a second.</summary>
    internal Frame[] Snapshot(Shown shown, FrameWriter writer, FrameHead head, TimeSpan now)
    {
        if (_snapshot.Length > 0 && now - _snapshotAt < SnapshotEvery) return _snapshot;
        _snapshotAt = now;
        // The feed's own version, which every beat and delta after it states: what was folded since changed none of its tiles.
        _snapshot = writer.Snapshot(nodes, shown.Tiles, Version, sparse, head);
        _bytesPerTile = 1 + _snapshot.Sum(part => part.Utf8.Length) / nodes.Length;
        return _snapshot;
    }

    /// <summary>What a screen at a version is given: the newest value of each tile that changed since; everything when that is too much for one message; nothing yet when everything was just given.</summary>
    internal Frame[] Since(long from, Shown shown, FrameWriter writer, FrameHead head, TimeSpan now)
    {
        if (_deltas.TryGetValue(from, out var known)) return [known];
        if ((long)shown.CountChanged(nodes, from) * _bytesPerTile > LargestDeltaBytes)
            return Snapshot(shown, writer, head, now) is { } all && all[0].Version > from ? all : [];
        var delta = writer.Delta(nodes, shown.Tiles, shown.ChangedAt, from, Version, sparse, head);
        if (_deltas.Count < DeltasKept) _deltas.Add(from, delta);
        return [delta];
    }

    /// <summary>The sign of life for screens that have everything.</summary>
    internal Frame Beat(FrameWriter writer, FrameHead head) => _beat ??= writer.Beat(Version, head);
}
