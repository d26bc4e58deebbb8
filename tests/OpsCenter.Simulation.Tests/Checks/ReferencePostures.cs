using OpsCenter.Board;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>What screens are to show of each unit and venue: sums over the reference's lists, and the pack's rule of levels written once more.</summary>
internal sealed class ReferencePostures
{
    private readonly CityPlan _plan;
    private readonly ReferenceCity _city;
    private readonly Dictionary<string, (HashSet<UnitCode> Grids, List<ReferenceVenue> Venues, List<ReferenceKiosk> Kiosks, Unit? Unit)> _within = new(StringComparer.Ordinal);

    internal ReferencePostures(CityPlan plan, ReferenceCity city)
    {
        (_plan, _city) = (plan, city);
        foreach (var unit in plan.Parts.Units) _within[unit.Code.ToString()] = Within(place => LiesIn(place.Grid, unit.Code), unit);
        foreach (var venue in plan.Parts.Venues) _within[venue.Id.ToString()] = Within(place => place.Id == venue.Id, null);
    }

    /// <summary>Units by code and venues by id.</summary>
    internal IEnumerable<string> Units => _within.Keys;

    internal Tile Of(string name)
    {
        var (grids, venues, kiosks, unit) = _within[name];
        int open = 0, overdue = 0, closed = 0, onTime = 0, raised = 0;
        if (unit is not null)
            foreach (var request in _city.Requests.Values)
            {
                if (!grids.Contains(request.Grid)) continue;
                if (!request.IsClosed) open++;
                if (request is { IsClosed: false, IsOverdue: true }) overdue++;
                if (request.ClosedToday) closed++;
                if (request is { ClosedToday: true, WasOnTime: true }) onTime++;
                if (request.RaisedToday) raised++;
            }
        return new Tile(
            Present: venues.Sum(venue => venue.Present),
            PresentEstimated: venues.Exists(venue => venue.WalkIns.Count > 0),
            CheckIns: venues.Sum(venue => venue.CheckIns),
            Open: open,
            Overdue: overdue,
            Closed: closed,
            ClosedOnTime: onTime,
            Raised: raised,
            Volunteers: venues.Sum(venue => venue.Volunteers),
            Level: unit is null ? 0 : LevelOf(unit, open, overdue),
            KiosksOnline: kiosks.Count(kiosk => kiosk.IsOnline),
            KiosksTotal: kiosks.Count,
            Gaps: kiosks.Sum(kiosk => kiosk.Gaps),
            Behind: kiosks.Count(kiosk => kiosk.IsBehind));
    }

    /// <summary>The tiny city's pack: a grid by its requests, units above by overdue ones per 1,000 households.</summary>
    private static int LevelOf(Unit unit, int open, int overdue)
    {
        if (unit.Kind is UnitKind.BaseGrid) return overdue >= 3 ? 3 : overdue >= 1 ? 2 : open >= 5 ? 1 : 0;
        double perThousand = overdue * 1000.0 / unit.Households;
        return perThousand >= 1 ? 3 : perThousand >= 0.5 ? 2 : perThousand >= 0.25 ? 1 : 0;
    }

    private (HashSet<UnitCode> Grids, List<ReferenceVenue> Venues, List<ReferenceKiosk> Kiosks, Unit? Unit) Within(Func<Venue, bool> lies, Unit? unit)
    {
        var venues = _plan.Parts.Venues.Where(lies).ToList();
        var grids = unit is null ? [] : _plan.Parts.Units.Where(one => one.Kind is UnitKind.BaseGrid && LiesIn(one.Code, unit.Code)).Select(one => one.Code).ToHashSet();
        var kiosks = _plan.Parts.Kiosks.Where(kiosk => venues.Exists(venue => venue.Id == kiosk.Venue)).Select(kiosk => _city.Kiosk(kiosk.Id)).ToList();
        return (grids, [.. venues.Select(venue => _city.Venue(venue.Id))], kiosks, unit);
    }

    // A unit's code begins with the code of the unit above it; the city's ends with zeros.
    private static bool LiesIn(UnitCode grid, UnitCode unit) => grid.ToString().StartsWith(unit.ToString().TrimEnd('0'), StringComparison.Ordinal);
}
