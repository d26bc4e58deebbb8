using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Fold;

/// <summary>Check-ins and requests by the five minutes in which they happened, for the city, its districts and its towns; the last 48 hours.</summary>
/// <remarks>
/// Two numbers a unit and five minutes: 166 units cost 0.8 MB. A slot bears the number of the five minutes it counts, so that a fact of
/// another day never lands in it: an older fact than the slot's is dropped (the ledgers keep it); a slot that a wrong clock filled
/// with a later time than a fact's hearing is taken over.
/// </remarks>
internal sealed class TrendRing
{
    internal const int Slots = 48 * 12;
    private static readonly long SlotTicks = TimeSpan.FromMinutes(5).Ticks;

    private readonly int[] _nearest;
    private readonly int[] _above;
    private readonly int _units;
    private int _latestSlot;
    private long _latestBegin = -1;

    internal TrendRing(Places places)
    {
        _nearest = new int[places.Count];
        List<int> above = [];
        for (int node = 0; node < places.Count; node++)
        {
            int parent = node == 0 ? -1 : _nearest[places.Parents[node]];
            bool kept = places.Level(node) is UnitLevel.City or UnitLevel.District or UnitLevel.Town;
            _nearest[node] = kept ? above.Count : parent;
            if (kept) above.Add(parent);
        }
        _above = [.. above];
        _units = _above.Length;
        CheckIns = new int[Slots * _units];
        Raised = new int[Slots * _units];
        Times = new long[Slots];
    }

    /// <summary>By slot, then by unit.</summary>
    internal int[] CheckIns { get; }

    /// <summary>By slot, then by unit.</summary>
    internal int[] Raised { get; }

    /// <summary>For each slot the five minutes it counts, by number since year 1; 0 when it counts none.</summary>
    internal long[] Times { get; }

    internal void CountCheckIn(int node, Fact fact) => Count(CheckIns, node, fact);

    internal void CountRaised(int node, Fact fact) => Count(Raised, node, fact);

    private void Count(int[] series, int node, Fact fact)
    {
        // Most facts fall into the five minutes of the one before: those are not divided anew.
        long ticks = fact.Happened.UtcTicks;
        int slot = _latestSlot;
        if (_latestBegin < 0 || ticks < _latestBegin || ticks >= _latestBegin + SlotTicks)
        {
            long time = ticks / SlotTicks;
            slot = (int)(time % Slots);
            if (Times[slot] != time && !TakeOver(slot, time, fact.Heard.UtcTicks / SlotTicks)) return;
            (_latestSlot, _latestBegin) = (slot, time * SlotTicks);
        }
        for (int unit = _nearest[node]; unit >= 0; unit = _above[unit]) series[slot * _units + unit]++;
    }

    private bool TakeOver(int slot, long time, long heard)
    {
        if (Times[slot] > time && Times[slot] <= heard) return false;
        Times[slot] = time;
        CheckIns.AsSpan(slot * _units, _units).Clear();
        Raised.AsSpan(slot * _units, _units).Clear();
        return true;
    }

    /// <summary>Whether trends are kept for this very node.</summary>
    internal bool Keeps(int node, Places places) => places.Level(node) is UnitLevel.City or UnitLevel.District or UnitLevel.Town && _nearest[node] >= 0;

    /// <summary>What happened in a unit from an instant, inclusive, to another, exclusive; both on whole five minutes.</summary>
    internal (long CheckIns, long Raised) Sum(int node, DateTimeOffset from, DateTimeOffset to)
    {
        (long checkIns, long raised) = (0, 0);
        long last = (to.UtcTicks - 1) / SlotTicks;
        for (long time = Math.Max(from.UtcTicks / SlotTicks, last - Slots + 1); time <= last; time++)
        {
            int slot = (int)(time % Slots);
            if (Times[slot] != time) continue;
            checkIns += CheckIns[slot * _units + _nearest[node]];
            raised += Raised[slot * _units + _nearest[node]];
        }
        return (checkIns, raised);
    }
}
