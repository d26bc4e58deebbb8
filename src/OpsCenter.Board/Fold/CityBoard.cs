using System.Diagnostics;
using OpsCenter.Board.Fold;
using OpsCenter.Board.Live;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal;

namespace OpsCenter.Board;

/// <summary>The fold that screens see: for every venue and unit how many are inside, what is open, overdue and closed, and which kiosks are reachable.</summary>
/// <remarks>
/// One writer, the shard's loop, and any number of readers. Each commit is folded under a lock that readers hold only to copy
/// what changed; nobody formats, waits or allocates per fact in it.
/// </remarks>
public sealed partial class CityBoard : IFold
{
    private readonly Lock _gate = new();
    private readonly Places _places;
    private readonly Counters[] _counters;
    private readonly bool[] _isDirty;
    private readonly int[] _dirty;
    private readonly bool[] _online;
    private readonly long[] _gaps;
    private readonly bool[] _behind;
    private readonly Dictionary<RequestId, OpenRequest> _requests = [];
    private readonly LevelRule _levels;
    private readonly FocusRule _focus;
    private readonly TrendRing _trends;
    private readonly HappeningRing _happenings = new();
    private int _dirtyCount;
    private long _version;
    private DateOnly _day;

    /// <summary>A board of a city about which nothing has been heard yet.</summary>
    public CityBoard(CityPlan plan)
    {
        _places = new Places(plan);
        _counters = new Counters[_places.Count];
        _isDirty = new bool[_places.Count];
        _dirty = new int[_places.Count];
        _online = new bool[_places.KioskVenues.Length];
        _gaps = new long[_places.KioskVenues.Length];
        _behind = new bool[_places.KioskVenues.Length];
        _levels = plan.Parts.Levels;
        _focus = plan.Parts.Focus;
        _trends = new TrendRing(_places);
        for (int node = 0; node < _places.Count; node++) Touch(node);
    }

    /// <summary>The journal position folded; 0 at first.</summary>
    public long Version { get { lock (_gate) return _version; } }

    /// <summary>The city's day whose check-ins and closings are counted; the default before the first day began.</summary>
    public DateOnly Day { get { lock (_gate) return _day; } }

    internal Places Places => _places;

    /// <inheritdoc/>
    /// <exception cref="JournalCorruptException">The batch does not follow the facts taken before.</exception>
    public void Apply(IReadOnlyList<Recorded> batch)
    {
        long began = Stopwatch.GetTimestamp();
        lock (_gate)
            for (int i = 0; i < batch.Count; i++)
            {
                var recorded = batch[i];
                if (recorded.Position != _version + 1) throw new JournalCorruptException($"The board stands at {_version} and was told {recorded.Position}.");
                Fold(recorded.Fact);
                _version = recorded.Position;
            }
        BoardMeter.Fold.Record(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
    }

    /// <summary>Reads the tile of a unit (by code) or venue (by id) as of the newest commit.</summary>
    /// <returns>False when the city has no such unit or venue.</returns>
    public bool TryRead(string unit, out long version, out Tile tile)
    {
        (version, tile) = (0, default);
        if (!_places.TryFind(unit, out int node)) return false;
        lock (_gate) (version, tile) = (_version, TileOf(node));
        return true;
    }

    /// <summary>The unit by which the scope filter judges a code or venue id: the unit itself, or the grid in which the venue stands.</summary>
    /// <returns>False when the city has no such unit or venue.</returns>
    public bool TryFindScope(string text, out UnitCode scope)
    {
        bool found = _places.TryFind(text, out int node);
        scope = found ? _places.UnitOf(node) : default;
        return found;
    }

    /// <summary>Copies the tiles that changed since it was last called, and drains the happenings.</summary>
    /// <param name="shown">Every node's tile as screens know it; changed ones are replaced.</param>
    /// <param name="changedAt">For every node the version that last changed its tile; set for those replaced.</param>
    /// <param name="told">The number of the newest happening taken; the new ones are put after it.</param>
    /// <param name="happenings">Takes the new happenings, oldest first.</param>
    /// <returns>The version that the tiles now show.</returns>
    internal long TakeChanges(Tile[] shown, long[] changedAt, ref long told, List<Happening> happenings)
    {
        lock (_gate)
        {
            for (int i = 0; i < _dirtyCount; i++)
            {
                int node = _dirty[i];
                _isDirty[node] = false;
                var tile = TileOf(node);
                if (tile == shown[node]) continue;
                shown[node] = tile;
                changedAt[node] = _version;
            }
            _dirtyCount = 0;
            for (told = Math.Max(told, _happenings.Told - HappeningRing.Capacity); told < _happenings.Told; told++) happenings.Add(_happenings[told]);
            return _version;
        }
    }

    private Tile TileOf(int node)
    {
        ref readonly var c = ref _counters[node];
        int level = _places.IsVenue(node) ? 0
            : _levels.LevelOf(_places.IsGrid(node), c.Open, c.Overdue, _places.Households(node));
        return new Tile(c.Present, c.WalkIns > 0, c.CheckIns, c.Open, c.Overdue, c.Closed, c.ClosedOnTime, c.Raised,
            c.Volunteers, level, c.Online, _places.KioskTotals[node], c.Gaps, c.Behind);
    }

    private void Add(int node, in Counters change)
    {
        for (; node >= 0; node = _places.Parents[node])
        {
            _counters[node].Add(change);
            Touch(node);
        }
    }

    /// <summary>The same for what a tap moves, over 100,000 times a second: four amounts of the twelve.</summary>
    private void Move(int node, int present, int walkIns = 0, int volunteers = 0, int checkIns = 0)
    {
        var (counters, parents) = (_counters, _places.Parents);
        for (; node >= 0; node = parents[node])
        {
            ref var moved = ref counters[node];
            moved.Present += present;
            moved.WalkIns += walkIns;
            moved.Volunteers += volunteers;
            moved.CheckIns += checkIns;
            Touch(node);
        }
    }

    private void Touch(int node)
    {
        if (_isDirty[node]) return;
        _isDirty[node] = true;
        _dirty[_dirtyCount++] = node;
    }
}
