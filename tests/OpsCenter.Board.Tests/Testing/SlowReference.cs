using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Tests.Testing;

/// <summary>The tiles by their definitions in <c>wire.md</c>, counted afresh from all facts for one unit at a time. Written apart from the board; slow on purpose.</summary>
public sealed class SlowReference(CityPlan plan, IReadOnlyList<Recorded> journal)
{
    public Tile Tile(string unit)
    {
        var today = journal.Select((recorded, index) => (recorded, index)).Last(pair => pair.recorded.Event is CityEvent.DayBegan);
        var day = ((CityEvent.DayBegan)today.recorded.Event).Day;
        var since = journal.Skip(today.index).Select(recorded => recorded.Event).ToList();
        var all = journal.Select(recorded => recorded.Event).ToList();

        long walkIns = plan.Parts.Venues.Where(venue => Within(venue.Id, unit)).Sum(venue => WalkInsOf(venue.Id, all));
        long present = Venue<VenueEvent.CheckedIn>().LongCount(e => e.Entered) - Venue<VenueEvent.CheckedOut>().LongCount()
            - Venue<VenueEvent.WalkInsLeft>().Sum(e => (long)e.Left) - Venue<VenueEvent.VenueClosed>().Sum(e => (long)e.Left);
        long volunteers = Venue<VenueEvent.CheckedIn>().LongCount(e => e.Entered && IsVolunteer(e.Purpose)) - Venue<VenueEvent.CheckedOut>().LongCount(e => IsVolunteer(e.Purpose))
            - Venue<VenueEvent.WalkInsLeft>().Sum(e => (long)e.VolunteersLeft) - Venue<VenueEvent.VenueClosed>().Sum(e => (long)e.VolunteersLeft);
        long checkIns = since.OfType<VenueEvent.CheckedIn>().LongCount(e => Within(e.Venue, unit) && e.Day == day);

        var closed = all.OfType<GridEvent.RequestClosed>().Select(e => e.Request).ToHashSet();
        var late = all.OfType<GridEvent.RequestBecameOverdue>().Select(e => e.Request).ToHashSet();
        var open = all.OfType<GridEvent.RequestRaised>().Where(e => Within(e.Grid, unit) && !closed.Contains(e.Request)).ToList();
        long overdue = open.LongCount(e => late.Contains(e.Request));
        var closedToday = since.OfType<GridEvent.RequestClosed>().Where(e => Within(e.Grid, unit) && e.Day == day).ToList();
        long raised = since.OfType<GridEvent.RequestRaised>().LongCount(e => Within(e.Grid, unit) && e.Day == day);

        var kiosks = plan.Parts.Kiosks.Where(kiosk => Within(kiosk.Venue, unit)).Select(kiosk => kiosk.Id).ToList();
        int online = kiosks.Count(kiosk => all.OfType<KioskEvent>().LastOrDefault(e => e.Kiosk == kiosk
            && e is KioskEvent.KioskCameOnline or KioskEvent.KioskWentOffline or KioskEvent.KioskFellSilent && e.Kiosk == kiosk) is KioskEvent.KioskCameOnline);
        long gaps = kiosks.Sum(kiosk => all.OfType<KioskEvent.KioskGapsChanged>().LastOrDefault(e => e.Kiosk == kiosk)?.Gaps ?? 0);
        int behind = kiosks.Count(kiosk => all.OfType<KioskEvent>().LastOrDefault(e => e.Kiosk == kiosk && e is KioskEvent.KioskFellBehind or KioskEvent.KioskCaughtUp && e.Kiosk == kiosk) is KioskEvent.KioskFellBehind);
        return new Tile(present, walkIns > 0, checkIns, open.Count, overdue, closedToday.Count, closedToday.LongCount(e => !e.WasOverdue), raised,
            volunteers, Level(unit, open.Count, overdue), online, kiosks.Count, gaps, behind);

        IEnumerable<T> Venue<T>() where T : VenueEvent => all.OfType<T>().Where(e => Within(e.Venue, unit));
    }

    public (long CheckIns, long Raised) Happened(string unit, DateTimeOffset from, DateTimeOffset to) => (
        journal.LongCount(r => r.Event is VenueEvent.CheckedIn e && Within(e.Venue, unit) && r.Fact.Happened >= from && r.Fact.Happened < to),
        journal.LongCount(r => r.Event is GridEvent.RequestRaised e && Within(e.Grid, unit) && r.Fact.Happened >= from && r.Fact.Happened < to));

    private int Level(string unit, long open, long overdue)
    {
        if (!UnitCode.TryParse(unit, null, out var code)) return 0;
        var rule = plan.Parts.Levels;
        if (code.Level is UnitLevel.Grid) return overdue >= rule.CriticalOverdue ? 3 : overdue >= rule.SeriousOverdue ? 2 : open >= rule.AttentionOpen ? 1 : 0;
        double rate = 1000.0 * overdue / plan.FindUnit(code)!.Households / rule.SeriousPerThousand;
        return rate >= 2 ? 3 : rate >= 1 ? 2 : rate >= 0.5 ? 1 : 0;
    }

    private static long WalkInsOf(VenueId venue, List<OpsEvent> all)
    {
        long inside = 0;
        foreach (var e in all.OfType<VenueEvent>().Where(e => e.Venue == venue))
            inside = e switch
            {
                VenueEvent.CheckedIn { Entered: true } entered when entered.Person == PersonId.None => inside + 1,
                VenueEvent.CheckedOut left when left.Person == PersonId.None => inside - 1,
                VenueEvent.WalkInsLeft left => inside - left.Left,
                VenueEvent.VenueClosed => 0,
                _ => inside,
            };
        return inside;
    }

    private bool Within(VenueId venue, string unit) => venue.ToString() == unit || Within(plan.FindVenue(venue)!.Grid, unit);

    private bool Within(UnitCode code, string unit)
    {
        for (var at = plan.FindUnit(code); at is not null; at = plan.FindUnit(at.Parent))
            if (at.Code.ToString() == unit) return true;
        return false;
    }

    private static bool IsVolunteer(Purpose purpose) => purpose is Purpose.Volunteer or Purpose.Mobilization;
}
