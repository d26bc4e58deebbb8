using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Fold;

/// <summary>Check-ins and requests by the five minutes in which they happened, for every unit and venue; the last 48 hours.</summary>
/// <remarks>
/// For the city, its districts and its towns two numbers each and five minutes: 166 units cost 0.8 MB. Below, only where a fact happens is counted,
/// check-ins at venues and requests in grids, and the units between are summed when somebody asks: 2,630 venues and 11,670 grids cost 33 MB at
/// the most, whatever the traffic. A slot bears the number of the five minutes it counts, so that a fact of
/// another day never lands in it: an older fact than the slot's is dropped (the ledgers keep it); a slot that a wrong clock filled
/// with a later time than a fact's hearing is taken over.
/// </remarks>
internal sealed class TrendRing
{
    internal const int Slots = 48 * 12;
    private static readonly long SlotTicks = TimeSpan.FromMinutes(5).Ticks;

    private readonly Places _places;
    private readonly int[] _grids;
    private readonly int[] _nearest;
    private readonly int[] _above;
    private readonly int _units;
    private int _latestSlot;
    private long _latestBegin = -1;

    internal TrendRing(Places places)
    {
        _places = places;
        _grids = new int[places.Units];
        int grids = 0;
        for (int node = 0; node < places.Units; node++)
            if (places.IsGrid(node)) _grids[node] = grids++;
        _nearest = new int[places.Count];
        List<int> above = [];
        for (int node = 0; node < places.Count; node++)
        {
            int parent = node == 0 ? -1 : _nearest[places.Parents[node]];
            bool kept = IsSummed(node);
            _nearest[node] = kept ? above.Count : parent;
            if (kept) above.Add(parent);
        }
        _above = [.. above];
        _units = _above.Length;
        CheckIns = new int[Slots * _units];
        Raised = new int[Slots * _units];
        Times = new long[Slots];
        AtVenues = new CountRing(Slots, places.Count - places.Units);
        InGrids = new CountRing(Slots, grids);
    }

    /// <summary>By slot, then by unit.</summary>
    internal int[] CheckIns { get; }

    /// <summary>By slot, then by unit.</summary>
    internal int[] Raised { get; }

    /// <summary>For each slot the five minutes it counts, by number since year 1; 0 when it counts none.</summary>
    internal long[] Times { get; }

    /// <summary>Check-ins by venue.</summary>
    internal CountRing AtVenues { get; }

    /// <summary>Requests raised, by the grid where the matter is.</summary>
    internal CountRing InGrids { get; }

    /// <param name="node">A venue.</param>
    /// <param name="fact">When it happened, and when it was heard.</param>
    internal void CountCheckIn(int node, Fact fact)
    {
        if (!TryFindSlot(fact, out int slot)) return;
        AtVenues.Add(slot, node - _places.Units);
        for (int unit = _nearest[node]; unit >= 0; unit = _above[unit]) CheckIns[slot * _units + unit]++;
    }

    /// <param name="node">A grid.</param>
    /// <param name="fact">When it happened, and when it was heard.</param>
    internal void CountRaised(int node, Fact fact)
    {
        if (!TryFindSlot(fact, out int slot)) return;
        InGrids.Add(slot, _grids[node]);
        for (int unit = _nearest[node]; unit >= 0; unit = _above[unit]) Raised[slot * _units + unit]++;
    }

    private bool TryFindSlot(Fact fact, out int slot)
    {
        // Most facts fall into the five minutes of the one before: those are not divided anew.
        long ticks = fact.Happened.UtcTicks;
        slot = _latestSlot;
        if (_latestBegin < 0 || ticks < _latestBegin || ticks >= _latestBegin + SlotTicks)
        {
            long time = ticks / SlotTicks;
            slot = (int)(time % Slots);
            if (Times[slot] != time && !TakeOver(slot, time, fact.Heard.UtcTicks / SlotTicks)) return false;
            (_latestSlot, _latestBegin) = (slot, time * SlotTicks);
        }
        return true;
    }

    private bool TakeOver(int slot, long time, long heard)
    {
        if (Times[slot] > time && Times[slot] <= heard) return false;
        bool isClean = Times[slot] == 0;
        Times[slot] = time;
        if (isClean) return true;
        AtVenues.Clear(slot);
        InGrids.Clear(slot);
        CheckIns.AsSpan(slot * _units, _units).Clear();
        Raised.AsSpan(slot * _units, _units).Clear();
        return true;
    }

    /// <summary>Whether each slot of the ring counts anything; one that does not is clean.</summary>
    internal bool IsUsed(int slot) => Times[slot] != 0;

    /// <summary>Where to look for what happened in a unit or venue: at the numbers of its own, or at those of the venues and grids in it.</summary>
    internal TrendSeries SeriesOf(int node)
    {
        if (IsSummed(node)) return new TrendSeries(_nearest[node], [], []);
        List<int> venues = [], grids = [];
        for (int at = node; at < _places.Count; at++)
        {
            if (!_places.IsWithin(at, node)) continue;
            if (_places.IsVenue(at)) venues.Add(at - _places.Units);
            else if (_places.IsGrid(at)) grids.Add(_grids[at]);
        }
        return new TrendSeries(-1, [.. venues], [.. grids]);
    }

    /// <summary>What happened in a unit or venue from an instant, inclusive, to another, exclusive; both on whole five minutes.</summary>
    internal (long CheckIns, long Raised) Sum(TrendSeries series, DateTimeOffset from, DateTimeOffset to)
    {
        (long checkIns, long raised) = (0, 0);
        long last = (to.UtcTicks - 1) / SlotTicks;
        for (long time = Math.Max(from.UtcTicks / SlotTicks, last - Slots + 1); time <= last; time++)
        {
            int slot = (int)(time % Slots);
            if (Times[slot] != time) continue;
            foreach (int venue in series.Venues) checkIns += AtVenues[slot, venue];
            foreach (int grid in series.Grids) raised += InGrids[slot, grid];
            if (series.Unit < 0) continue;
            checkIns += CheckIns[slot * _units + series.Unit];
            raised += Raised[slot * _units + series.Unit];
        }
        return (checkIns, raised);
    }

    private bool IsSummed(int node) => _places.Level(node) is UnitLevel.City or UnitLevel.District or UnitLevel.Town;
}

/// <summary>Where the numbers of one unit or venue stand.</summary>
/// <param name="Unit">Its place among the units that have numbers of their own; −1 when it has none.</param>
/// <param name="Venues">Else the venues in it.</param>
/// <param name="Grids">And the grids in it.</param>
internal readonly record struct TrendSeries(int Unit, int[] Venues, int[] Grids);
