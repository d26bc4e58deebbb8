using System.Collections.Frozen;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Territory;

/// <summary>The parts of a city pack, checked and put together; <see cref="CityPlan"/> indexes them.</summary>
public sealed record CityPlanParts
{
    /// <summary>The version that the pack gives itself.</summary>
    public required string Version { get; init; }

    /// <summary>SHA-256 over the pack's files, lower-case hex.</summary>
    public required string Hash { get; init; }

    /// <summary>Whether anything in it is invented; then every screen says 演示数据 · 非真实情况.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>The city's time zone and calendar.</summary>
    public required CityTime Time { get; init; }

    /// <summary>All units, every unit after its parent; the first is the city.</summary>
    public required IReadOnlyList<Unit> Units { get; init; }

    /// <summary>All venues.</summary>
    public required IReadOnlyList<Venue> Venues { get; init; }

    /// <summary>All kiosks.</summary>
    public required IReadOnlyList<KioskPlace> Kiosks { get; init; }

    /// <summary>The kinds of request residents may raise.</summary>
    public required IReadOnlyList<CatalogueEntry> Catalogue { get; init; }

    /// <summary>When a unit's level rises.</summary>
    public required LevelRule Levels { get; init; }

    /// <summary>Which grids enter the focus list. Default: every grid where people live, from its first overdue request.</summary>
    public FocusRule Focus { get; init; } = new(1, 1);

    /// <summary>The schematic map: one cell a grid. Empty when the pack has none.</summary>
    public required IReadOnlyList<HexCell> Schematic { get; init; }

    /// <summary>The organisation tree.</summary>
    public required IReadOnlyList<Organisation> Organisations { get; init; }

    /// <summary>The modes in which the city runs, the usual one first. Empty when the pack names none.</summary>
    public IReadOnlyList<OperatingMode> Modes { get; init; } = [];

    /// <summary>Real outlines; null when the pack has none. Ask <see cref="Outlines.RefusalFor"/> before they are shown.</summary>
    public Outlines? Outlines { get; init; }
}

/// <summary>A city as data (house rule H7): what stands where, and by which clocks and rules. Immutable; one version of one pack.</summary>
public sealed class CityPlan
{
    private readonly FrozenDictionary<UnitCode, int> _unitIndex;
    private readonly FrozenDictionary<VenueId, Venue> _venues;
    private readonly FrozenDictionary<KioskId, Venue> _kioskVenues;
    private readonly FrozenDictionary<RequestKind, CatalogueEntry> _catalogue;

    /// <summary>Indexes checked parts.</summary>
    /// <exception cref="ArgumentException">A unit comes before its parent, or a venue or kiosk names what is not there.</exception>
    public CityPlan(CityPlanParts parts)
    {
        Parts = parts;
        _unitIndex = parts.Units.Select((unit, index) => (unit.Code, index)).ToFrozenDictionary(pair => pair.Code, pair => pair.index);
        _venues = parts.Venues.ToFrozenDictionary(venue => venue.Id);
        _catalogue = parts.Catalogue.ToFrozenDictionary(entry => entry.Code);
        _kioskVenues = parts.Kiosks.ToFrozenDictionary(kiosk => kiosk.Id, kiosk =>
            _venues.TryGetValue(kiosk.Venue, out var venue) ? venue : throw new ArgumentException($"Kiosk {kiosk.Id} stands in {kiosk.Venue}, which is not there."));
        var parents = new int[parts.Units.Count];
        for (int i = 0; i < parents.Length; i++)
        {
            var unit = parts.Units[i];
            parents[i] = i == 0 ? -1 : _unitIndex.TryGetValue(unit.Parent, out int parent) && parent < i ? parent
                : throw new ArgumentException($"Unit {unit.Code} comes before its parent {unit.Parent}, or the parent is not there.");
        }
        ParentIndex = parents;
        foreach (var venue in parts.Venues)
            if (!_unitIndex.ContainsKey(venue.Grid)) throw new ArgumentException($"Venue {venue.Id} stands in {venue.Grid}, which is not there.");
    }

    /// <summary>The parts as given.</summary>
    public CityPlanParts Parts { get; }

    /// <summary>The city's own code: <c>{cell}</c> in topics.</summary>
    public UnitCode City => Parts.Units[0].Code;

    /// <summary>The city's time zone and calendar.</summary>
    public CityTime Time => Parts.Time;

    /// <summary>All units, every unit after its parent; the first is the city.</summary>
    public IReadOnlyList<Unit> Units => Parts.Units;

    /// <summary>For each unit of <see cref="Units"/> the index of the one above it; −1 for the city.</summary>
    public IReadOnlyList<int> ParentIndex { get; }

    /// <summary>The index of a unit in <see cref="Units"/>; −1 when the city has no such unit.</summary>
    public int IndexOf(UnitCode code) => _unitIndex.TryGetValue(code, out int index) ? index : -1;

    /// <summary>The unit with this code; null when the city has none.</summary>
    public Unit? FindUnit(UnitCode code) => _unitIndex.TryGetValue(code, out int index) ? Units[index] : null;

    /// <summary>The venue with this id; null when the city has none.</summary>
    public Venue? FindVenue(VenueId id) => _venues.GetValueOrDefault(id);

    /// <summary>The venue in which a kiosk stands; null when the city has no such kiosk.</summary>
    public Venue? VenueOf(KioskId kiosk) => _kioskVenues.GetValueOrDefault(kiosk);

    /// <summary>The catalogue's entry for a kind; null when it holds none.</summary>
    public CatalogueEntry? FindKind(RequestKind kind) => _catalogue.GetValueOrDefault(kind);

    /// <summary>Whether a code is a grid of this city.</summary>
    public bool IsGrid(UnitCode code) => code.Level is UnitLevel.Grid && _unitIndex.ContainsKey(code);
}
