using OpsCenter.Board.Fold;

namespace OpsCenter.Board.Live;

/// <summary>What all screens are shown: a copy of the board's tiles, taken ten times a second. Guarded by the lock of <see cref="LiveBoard"/>.</summary>
/// <param name="board">The board that it copies.</param>
internal sealed class Shown(CityBoard board)
{
    private readonly Tile[] _tiles = new Tile[board.Places.Count];
    private readonly long[] _changedAt = new long[board.Places.Count];
    private readonly Happening[] _happenings = new Happening[HappeningRing.Capacity];
    private readonly List<Happening> _fresh = [];
    private long _told;

    /// <summary>The journal position that the tiles show.</summary>
    internal long Version { get; private set; }

    /// <summary>How many happenings were ever told; the number of the newest.</summary>
    internal long Told => _told;

    internal ReadOnlySpan<Tile> Tiles => _tiles;
    internal ReadOnlySpan<long> ChangedAt => _changedAt;

    /// <summary>Copies what changed since the last time.</summary>
    /// <returns>Whether anything new happened that screens may tell.</returns>
    internal bool Refresh()
    {
        _fresh.Clear();
        Version = board.TakeChanges(_tiles, _changedAt, ref _told, _fresh);
        for (int i = 0; i < _fresh.Count; i++) _happenings[(int)((_told - _fresh.Count + i) % HappeningRing.Capacity)] = _fresh[i];
        return _fresh.Count > 0;
    }

    /// <summary>How many of the nodes changed after a version.</summary>
    internal int CountChanged(ReadOnlySpan<int> nodes, long after)
    {
        if (Version <= after) return 0;
        int changed = 0;
        foreach (int node in nodes)
            if (_changedAt[node] > after) changed++;
        return changed;
    }

    /// <summary>The newest happening within a scope that is newer than a number; those in between are skipped.</summary>
    internal bool TryNewest(int scope, ref long heard, out Happening happening)
    {
        for (long number = _told - 1; number >= Math.Max(heard, _told - HappeningRing.Capacity); number--)
        {
            happening = _happenings[(int)(number % HappeningRing.Capacity)];
            if (!board.Places.IsWithin(happening.Node, scope)) continue;
            heard = _told;
            return true;
        }
        heard = _told;
        happening = default;
        return false;
    }
}
