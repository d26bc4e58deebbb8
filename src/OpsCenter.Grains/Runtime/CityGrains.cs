using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.People;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Grains.Runtime;

/// <summary>All resident grains of one shard: a fold of the journal, touched by the shard's loop alone.</summary>
internal sealed partial class CityGrains(CityPlan plan) : ICityView
{
    private readonly GrainTable<KioskId, KioskState> _kiosks = new();
    private readonly GrainTable<VenueId, VenueState> _venues = new();
    private readonly GrainTable<UnitCode, GridState> _grids = new();
    private readonly GrainTable<PersonId, PersonState> _persons = new();
    private readonly GrainTable<RequestId, RequestState> _requests = new();
    private readonly GrainTable<Ticket, TicketBearers> _tickets = new();
    private readonly GrainTable<string, DoneCommand> _done = new();
    private readonly GrainTable<StreamId, StreamLength> _streams = new();
    private readonly GrainTable<UnitCode, CityMarks> _city = new();
    private readonly GrainTable<long, RequeuedMessage> _requeued = new();

    public CityPlan Plan => plan;

    public DateOnly Day => Marks.Day;

    internal CityMarks Marks => _city.Find(plan.City) ?? CityMarks.None;

    internal IReadOnlyDictionary<KioskId, KioskState> Kiosks => _kiosks.All;

    internal IReadOnlyDictionary<VenueId, VenueState> Venues => _venues.All;

    internal IReadOnlyDictionary<RequestId, RequestState> Requests => _requests.All;

    internal IReadOnlyDictionary<PersonId, PersonState> Persons => _persons.All;

    private IEnumerable<IGrainTable> Tables => [_kiosks, _venues, _grids, _persons, _requests, _tickets, _done, _streams, _city, _requeued];

    public KioskState Kiosk(KioskId kiosk) => _kiosks.Find(kiosk) ?? KioskState.Fresh(kiosk);

    public VenueState Venue(VenueId venue) => _venues.Find(venue) ?? VenueState.Fresh(venue);

    public PersonState? Person(PersonId person) => _persons.Find(person);

    public RequestState? Request(RequestId request) => _requests.Find(request);

    public IReadOnlyList<RequestId> ByTicket(Ticket ticket) => _tickets.Find(ticket)?.Requests ?? [];

    public RequestId? ClosedUnder(string key) => _done.Find(key)?.Request;

    public bool IsRequeued(long position) => _requeued.Find(position) is not null;

    internal GridState Grid(UnitCode grid) => _grids.Find(grid) ?? new GridState(grid, 0, 0);

    /// <summary>The version that the next event of a stream will bear.</summary>
    internal long NextVersion(StreamId stream) => (_streams.Find(stream)?.Version ?? 0) + 1;

    internal void Keep()
    {
        foreach (var table in Tables) table.Keep();
    }

    internal void Forget()
    {
        foreach (var table in Tables) table.Forget();
    }

    /// <summary>Folds one fact into every grain that it speaks of.</summary>
    internal void Evolve(Recorded recorded)
    {
        var fact = recorded.Fact;
        _streams.Set(fact.Event.Stream, new StreamLength(recorded.Version));
        if (fact.Tap is { } tap) _kiosks.Set(tap.Id.Kiosk, Kiosk(tap.Id.Kiosk).Hear(tap, fact.Heard));
        switch (fact.Event)
        {
            case KioskEvent e:
                _kiosks.Set(e.Kiosk, KioskState.Evolve(Kiosk(e.Kiosk), e));
                if (e is KioskEvent.MessageRequeued requeued) _requeued.Set(requeued.Quarantined, new RequeuedMessage(recorded.Position));
                break;
            case VenueEvent e:
                FollowPerson(e, fact.Happened);
                _venues.Set(e.Venue, VenueState.Evolve(Venue(e.Venue), e, fact.Happened));
                break;
            case GridEvent e:
                _grids.Set(e.Grid, GridState.Evolve(Grid(e.Grid), e));
                FollowRequest(e, fact.Happened);
                break;
            case CityEvent.PackAdopted e:
                _city.Set(e.City, Marks with { PackVersion = e.Version, PackHash = e.Hash });
                break;
            case CityEvent.DayBegan e:
                _city.Set(e.City, Marks with { Day = e.Day });
                ForgetTheDayBefore(e.Day);
                break;
            case CityEvent.CommandRefused or CityEvent.DeviceRevoked: break;
            default:
                throw new UnknownEventException(fact.Event, this);
        }
    }

    private void FollowPerson(VenueEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case VenueEvent.CheckedIn { Entered: true } e when e.Person != PersonId.None:
                _persons.Set(e.Person, new PersonState(e.Person, e.Venue, Venue(e.Venue).Opening, e.Purpose, at));
                break;
            case VenueEvent.CheckedIn e when _persons.Find(e.Person) is { } person && at > person.Newest:
                _persons.Set(e.Person, person with { Newest = at });
                break;
            case VenueEvent.CheckedOut e when _persons.Find(e.Person) is { } person:
                _persons.Set(e.Person, person with { At = VenueId.None, Newest = at });
                break;
        }
    }

    private void FollowRequest(GridEvent happened, DateTimeOffset at)
    {
        switch (happened)
        {
            case GridEvent.RequestRaised e:
                _requests.Set(e.Request, new RequestState(e.Request, e.Ticket, e.Grid, e.Kind, at, e.Due, RequestStage.Open));
                _tickets.Set(e.Ticket, new TicketBearers([e.Request, .. ByTicket(e.Ticket)]));
                break;
            case GridEvent.RequestBecameOverdue e:
                _requests.Set(e.Request, Known(e.Request, e) with { Stage = RequestStage.Overdue });
                break;
            case GridEvent.RequestClosed e:
                _requests.Set(e.Request, Known(e.Request, e) with { Stage = RequestStage.Closed });
                _done.Set(e.Key, new DoneCommand(e.Request, e.Day));
                break;
        }
    }

    /// <summary>People who left are forgotten with the day, web commands after 30 days: least data, shortest time.</summary>
    private void ForgetTheDayBefore(DateOnly day)
    {
        var midnight = plan.Time.At(day, TimeOnly.MinValue);
        foreach (var person in _persons.All.Values.Where(person => person.Newest < midnight && !IsInside(person)).ToList())
            _persons.Set(person.Person, null);
        foreach (var (key, _) in _done.All.Where(done => done.Value.Day.AddDays(DoneCommand.KeptDays) < day).ToList())
            _done.Set(key, null);
    }

    private bool IsInside(PersonState person) => person.At != VenueId.None && Venue(person.At).Opening == person.Opening;

    private RequestState Known(RequestId request, OpsEvent happened) =>
        _requests.Find(request) ?? throw new UnknownEventException(happened, request);
}
