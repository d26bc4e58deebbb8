using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.People;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Venues;

/// <summary>
/// Who is inside (rows S28 to S30): every check-in counts for its own day; it moves presence only while it is news. A walk-in leaves after the
/// venue's usual stay, a person with a card at closing time. A closed venue to which people came with a card closes again the usual stay after
/// the last of them, at midnight at the latest; when it opens before that, they stay like everyone (decision 0005).
/// </summary>
internal static class PresenceRule
{
    internal static Decision CheckIn(ICityView city, Territory.Venue place, Command.HearTap tap, TapAction.CheckIn action)
    {
        var day = city.Plan.Time.DayOf(tap.Happened);
        var venue = city.Venue(place.Id);
        bool timely = day == city.Day && tap.Happened >= venue.ClosedAt;
        if (action.Person == PersonId.None)
        {
            var leavesAt = NextMinute(tap.Happened + place.UsualStay);
            bool stays = timely && leavesAt > tap.Heard;
            return Decision.Accept(new VenueEvent.CheckedIn(place.Id, PersonId.None, action.Purpose, day, stays, stays ? leavesAt : null, action.Ref));
        }

        var person = city.Person(action.Person);
        bool newest = person is null || tap.Happened >= person.Newest;
        var at = person is null ? null : StayOf(city, person);
        bool here = at?.Venue == place.Id;
        DateTimeOffset? until = venue.IsOpen ? null : GuestLeavesAt(city, place, tap, day);
        bool enters = timely && newest && !here && (until is null || until > tap.Heard);
        var checkedIn = new VenueEvent.CheckedIn(place.Id, action.Person, action.Purpose, day, enters, enters ? until : null, action.Ref);
        return at is { } elsewhere && newest && !here
            ? Decision.Accept(new VenueEvent.CheckedOut(elsewhere.Venue, action.Person, person!.Purpose, Moved: true), checkedIn)
            : Decision.Accept(checkedIn);
    }

    internal static Decision CheckOut(ICityView city, Territory.Venue place, Command.HearTap tap, TapAction.CheckOut action)
    {
        if (action.Person == PersonId.None)
        {
            var walkIns = city.Venue(place.Id).WalkIns;
            bool late = tap.Happened + place.UsualStay <= tap.Heard;
            if (walkIns.Count == 0 || late) return NotInside(place, tap);
            var purpose = walkIns.Count > walkIns.Volunteers ? Purpose.Service : Purpose.Volunteer;
            return Decision.Accept(new VenueEvent.CheckedOut(place.Id, PersonId.None, purpose, Moved: false));
        }

        var person = city.Person(action.Person);
        return person is not null && tap.Happened >= person.Newest && StayOf(city, person) is { } venue
            ? Decision.Accept(new VenueEvent.CheckedOut(venue.Venue, action.Person, person.Purpose, Moved: false))
            : NotInside(place, tap);
    }

    /// <summary>The venue a person is inside now; null when they left, or when the venue closed since.</summary>
    private static VenueState? StayOf(ICityView city, PersonState person) =>
        person.At != VenueId.None && city.Venue(person.At) is var venue && venue.Opening == person.Opening ? venue : null;

    private static Decision NotInside(Territory.Venue place, Command.HearTap tap)
    {
        var refusal = new Refusal.NobodyWasInside(place.Id);
        return Decision.Refuse(refusal, new KioskEvent.TapRefused(tap.Stamp.Id.Kiosk, refusal.Code));
    }

    /// <summary>The full minute after the venue's usual stay; midnight, when that comes first.</summary>
    private static DateTimeOffset GuestLeavesAt(ICityView city, Territory.Venue place, Command.HearTap tap, DateOnly day)
    {
        var usual = NextMinute(tap.Happened + place.UsualStay);
        var midnight = city.Plan.Time.At(day.AddDays(1), TimeOnly.MinValue);
        return usual < midnight ? usual : midnight;
    }

    private static DateTimeOffset NextMinute(DateTimeOffset at)
    {
        long rest = at.UtcTicks % TimeSpan.TicksPerMinute;
        return rest == 0 ? at : at.AddTicks(TimeSpan.TicksPerMinute - rest);
    }
}
