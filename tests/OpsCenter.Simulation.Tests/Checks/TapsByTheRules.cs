using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>
/// What a press must become, told from the press, the instants it bears and the reference's lists alone: the rules of presence and of requests
/// written a second time, without the domain's.
/// </summary>
internal sealed class TapsByTheRules(CityPlan plan, ReferenceCity city)
{
    private readonly Dictionary<(CardHash Card, int Month), PersonId> _persons = [];
    private readonly Dictionary<PersonId, (CardHash Card, int Month)> _cards = [];
    private readonly Dictionary<PersonId, DateTimeOffset> _newest = [];

    /// <summary>The events of a tap, in their order and without what is sealed; what its kiosk tells of itself is not among them.</summary>
    /// <param name="id">The tap.</param>
    /// <param name="press">What was pressed.</param>
    /// <param name="first">Its first fact, for when it happened and was heard, and for the pseudonym of a card that was not shown before.</param>
    internal IReadOnlyList<OpsEvent> Expect(TapId id, Press press, Fact first)
    {
        var claimed = first.Event switch
        {
            VenueEvent.CheckedIn e => e.Person,
            VenueEvent.CheckedOut e => e.Person,
            GridEvent.RequestRaised e => e.Person,
            _ => PersonId.None,
        };
        var venue = city.Venue(press.Venue);
        return press.Content switch
        {
            TapContent.CheckIn { Card: null } c => [WalkIn(venue, c.Purpose, first)],
            TapContent.CheckIn c => Named(venue, Who(c.Card!.Value, first, claimed), c.Purpose, first),
            TapContent.CheckOut { Card: null } => [WalkOut(venue, first) ?? (OpsEvent)Refused(id)],
            TapContent.CheckOut c => [NamedOut(Who(c.Card!.Value, first, claimed), first) ?? (OpsEvent)Refused(id)],
            TapContent.Request c => [Raise(id, venue.Place, c, first, claimed) ?? (OpsEvent)new KioskEvent.MessageQuarantined(id.Kiosk, "kind-unknown", NoField, true, null)],
            TapContent.Rating c => [city.Bearer(c.Ticket) is { } request ? new GridEvent.RequestRated(city.Requests[request].Grid, request, c.Solved, c.Score) : Refused(id)],
            _ => throw new NotSupportedException($"Nobody presses {press.Content.GetType().Name}."),
        };
    }

    /// <summary>An event as <see cref="Expect"/> tells it.</summary>
    internal static OpsEvent Plain(OpsEvent happened) => happened switch
    {
        VenueEvent.CheckedIn e => e with { Ref = null },
        GridEvent.RequestRaised e => e with { Text = null, Phone = null },
        KioskEvent.TapRefused e => e with { Reason = "" },
        KioskEvent.MessageQuarantined e => e with { Payload = NoField, ClockOffset = null },
        _ => happened,
    };

    /// <summary>What a person's newest tap is, after an event; an older one that comes late moves nobody.</summary>
    internal void Follow(VenueEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case VenueEvent.CheckedIn e when e.Person != PersonId.None && (e.Entered || _newest.TryGetValue(e.Person, out var newest) && at > newest):
                _newest[e.Person] = at;
                break;
            case VenueEvent.CheckedOut e when e.Person != PersonId.None:
                _newest[e.Person] = at;
                break;
        }
    }

    /// <summary>Who left is forgotten with the day.</summary>
    internal void Forget(DateOnly day)
    {
        foreach (var (person, newest) in _newest.ToList())
            if (newest < Local.Midnight(day) && city.WhereIs(person) is null) _newest.Remove(person);
    }

    private static SealedField NoField { get; } = new("", default);

    private static KioskEvent.TapRefused Refused(TapId id) => new(id.Kiosk, "");

    private VenueEvent.CheckedIn WalkIn(ReferenceVenue venue, Purpose purpose, Fact tap)
    {
        var leaves = Local.FullMinute(tap.Happened + venue.Place.UsualStay);
        bool enters = IsOfToday(venue, tap) && leaves > tap.Heard;
        return new(venue.Place.Id, PersonId.None, purpose, Local.Day(tap.Happened), enters, enters ? leaves : null, null);
    }

    private IReadOnlyList<OpsEvent> Named(ReferenceVenue venue, PersonId person, Purpose purpose, Fact tap)
    {
        bool isNews = IsNews(person, tap);
        var stands = city.WhereIs(person);
        DateTimeOffset? until = null;
        if (!venue.IsOpen)
        {
            until = Local.FullMinute(tap.Happened + venue.Place.UsualStay);
            var midnight = Local.Midnight(Local.Day(tap.Happened).AddDays(1));
            if (until > midnight) until = midnight;
        }
        bool enters = IsOfToday(venue, tap) && isNews && stands != venue && (until is null || until > tap.Heard);
        VenueEvent comes = new VenueEvent.CheckedIn(venue.Place.Id, person, purpose, Local.Day(tap.Happened), enters, enters ? until : null, null);
        return stands is null || !isNews || stands == venue ? [comes] : [new VenueEvent.CheckedOut(stands.Place.Id, person, stands.Inside[person], Moved: true), comes];
    }

    private static VenueEvent.CheckedOut? WalkOut(ReferenceVenue venue, Fact tap)
    {
        if (venue.WalkIns.Count == 0 || tap.Happened + venue.Place.UsualStay <= tap.Heard) return null;
        return new(venue.Place.Id, PersonId.None, venue.WalkIns.Exists(one => !one.Volunteers) ? Purpose.Service : Purpose.Volunteer, Moved: false);
    }

    private VenueEvent.CheckedOut? NamedOut(PersonId person, Fact tap) =>
        IsNews(person, tap) && city.WhereIs(person) is { } stands ? new(stands.Place.Id, person, stands.Inside[person], Moved: false) : null;

    private GridEvent.RequestRaised? Raise(TapId id, Venue place, TapContent.Request asked, Fact tap, PersonId claimed)
    {
        if (plan.Parts.Catalogue.FirstOrDefault(entry => entry.Code == asked.Kind) is not { } entry) return null;
        if (entry.Clock.WorkingDays) throw new NotSupportedException("Nobody asks for a kind whose clock rests on days off.");
        var person = asked.Words.Card is { } card ? Who(card, tap, claimed) : PersonId.None;
        return new(place.Grid, new RequestId(id), asked.Ticket, asked.Kind, place.Id, Local.Day(tap.Happened), tap.Happened + entry.Clock.Limit, person, null, null);
    }

    private bool IsOfToday(ReferenceVenue venue, Fact tap) => Local.Day(tap.Happened) == city.Day && tap.Happened >= venue.ClosedAt;

    private bool IsNews(PersonId person, Fact tap) => !_newest.TryGetValue(person, out var newest) || tap.Happened >= newest;

    /// <summary>The pseudonym of a card: one for each month, and no two cards share one. Months whose key is destroyed have none that lasts.</summary>
    private PersonId Who(CardHash card, Fact tap, PersonId claimed)
    {
        var day = Local.Day(tap.Happened);
        if (day < city.Day.AddDays(-150)) return claimed;
        var key = (card, day.Year * 12 + day.Month);
        if (_persons.TryGetValue(key, out var known)) return known;
        if (claimed == PersonId.None) return new PersonId(UInt128.MaxValue); // a card never shown: nobody by that name is anywhere
        if (!_cards.TryAdd(claimed, key)) return PersonId.None; // another's: told as a difference
        return _persons[key] = claimed;
    }
}
