using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Fold;

/// <summary>The city's units and venues as numbers, called nodes: the units in the plan's order, then the venues. A node's parent bears a smaller number.</summary>
internal sealed class Places
{
    private readonly Dictionary<VenueId, int> _venues;
    private readonly Dictionary<KioskId, int> _kiosks;
    private readonly string[] _keys;
    private readonly UnitLevel[] _levels;
    private readonly int[] _households;

    internal Places(CityPlan plan)
    {
        Plan = plan;
        Units = plan.Units.Count;
        var venues = plan.Parts.Venues;
        Count = Units + venues.Count;
        _keys = new string[Count];
        Parents = new int[Count];
        _levels = new UnitLevel[Count];
        _households = new int[Count];
        _venues = new Dictionary<VenueId, int>(venues.Count);
        for (int node = 0; node < Units; node++)
        {
            _keys[node] = plan.Units[node].Code.ToString();
            Parents[node] = plan.ParentIndex[node];
            _levels[node] = plan.Units[node].Code.Level;
            _households[node] = plan.Units[node].Households;
        }
        for (int node = Units; node < Count; node++)
        {
            var venue = venues[node - Units];
            _keys[node] = venue.Id.ToString();
            _venues.Add(venue.Id, node);
            Parents[node] = plan.IndexOf(venue.Grid);
        }
        var kiosks = plan.Parts.Kiosks;
        _kiosks = new Dictionary<KioskId, int>(kiosks.Count);
        KioskVenues = new int[kiosks.Count];
        KioskTotals = new int[Count];
        for (int kiosk = 0; kiosk < kiosks.Count; kiosk++)
        {
            _kiosks.Add(kiosks[kiosk].Id, kiosk);
            KioskVenues[kiosk] = _venues[kiosks[kiosk].Venue];
            for (int node = KioskVenues[kiosk]; node >= 0; node = Parents[node]) KioskTotals[node]++;
        }
    }

    internal CityPlan Plan { get; }
    internal int Count { get; }
    internal int Units { get; }
    internal int[] Parents { get; }
    internal int[] KioskVenues { get; }
    internal int[] KioskTotals { get; }

    internal string Key(int node) => _keys[node];
    internal bool IsVenue(int node) => node >= Units;

    /// <summary>A unit's level; <see cref="UnitLevel.None"/> for a venue.</summary>
    internal UnitLevel Level(int node) => _levels[node];
    internal bool IsGrid(int node) => _levels[node] is UnitLevel.Grid;
    internal int Households(int node) => _households[node];

    /// <summary>The unit by which the scope filter judges a node: itself, or the grid in which a venue stands.</summary>
    internal UnitCode UnitOf(int node) => Plan.Units[node < Units ? node : Parents[node]].Code;

    /// <exception cref="UnknownPlaceException">The city has no such unit.</exception>
    internal int NodeOf(UnitCode unit) => Plan.IndexOf(unit) is >= 0 and var node ? node : throw new UnknownPlaceException(unit.ToString());

    /// <exception cref="UnknownPlaceException">The city has no such venue.</exception>
    internal int NodeOf(VenueId venue) => _venues.TryGetValue(venue, out int node) ? node : throw new UnknownPlaceException(venue.ToString());

    /// <exception cref="UnknownPlaceException">The city has no such kiosk.</exception>
    internal int IndexOf(KioskId kiosk) => _kiosks.TryGetValue(kiosk, out int index) ? index : throw new UnknownPlaceException(kiosk.ToString());

    /// <summary>Finds a unit by its code or a venue by its id, as <c>wire.md</c> writes both.</summary>
    internal bool TryFind(string text, out int node)
    {
        node = UnitCode.TryParse(text.AsSpan(), out var unit) ? Plan.IndexOf(unit) : -1;
        if (node < 0 && VenueId.TryParse(text, null, out var venue)) node = _venues.GetValueOrDefault(venue, -1);
        return node >= 0;
    }

    internal bool IsWithin(int node, int scope)
    {
        while (node > scope) node = Parents[node];
        return node == scope;
    }

    /// <summary>The nodes that a screen of this scope and detail shows, the scope first.</summary>
    internal int[] Shown(int scope, WatchDetail detail)
    {
        List<int> nodes = [scope];
        if (detail is WatchDetail.Self) return [.. nodes];
        for (int node = scope + 1; node < Count; node++)
        {
            bool wanted = Parents[node] == scope
                || (detail is WatchDetail.Grids && IsGrid(node) && IsWithin(node, scope))
                || (detail is WatchDetail.Venues && IsVenue(node) && IsWithin(node, scope));
            if (wanted) nodes.Add(node);
        }
        return [.. nodes];
    }
}
