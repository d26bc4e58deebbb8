using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Tests.Testing;

/// <summary>Facts told one after another to a board, with the positions that a journal would give them.</summary>
public sealed class Story
{
    private long _position;
    private long _seq;

    public Story(CityPlan? plan = null)
    {
        Plan = plan ?? SmallCity.Plan();
        Board = new CityBoard(Plan);
        Now = SmallCity.Morning;
        DayBegins(SmallCity.Today);
    }

    public CityPlan Plan { get; }
    public CityBoard Board { get; }
    public DateTimeOffset Now { get; set; }
    public DateOnly Day { get; private set; }
    public List<Recorded> Journal { get; } = [];
    public static UnitCode City => UnitCode.Parse("370600");
    public static UnitCode Grid => UnitCode.Parse("370601001001001");
    public static VenueId Venue => VenueId.Parse("v-370601001001001");
    public static KioskId Kiosk => KioskId.Parse("k-0");

    public Recorded Tell(OpsEvent what, DateTimeOffset? happened = null)
    {
        var recorded = new Recorded(++_position, 1, new Fact(what, happened ?? Now, Now, Actor.Server, null));
        Journal.Add(recorded);
        Board.Apply([recorded]);
        return recorded;
    }

    public void DayBegins(DateOnly day)
    {
        Day = day;
        Tell(new CityEvent.DayBegan(City, day));
    }

    public void CheckIn(PersonId person = default, Purpose purpose = Purpose.Service, DateOnly? day = null, bool entered = true, VenueId? at = null) =>
        Tell(new VenueEvent.CheckedIn(at ?? Venue, person, purpose, day ?? Day, entered, person == PersonId.None && entered ? Now.AddMinutes(40) : null, null),
            day is { } other && other != Day ? Now.AddDays(other.DayNumber - Day.DayNumber) : null);

    public RequestId Raise(UnitCode? grid = null, DateTimeOffset? due = null)
    {
        var request = new RequestId(new TapId(Kiosk, OutboxId.Default, ++_seq));
        Tell(new GridEvent.RequestRaised(grid ?? Grid, request, default, RequestKind.Parse("water-leak"), Venue, Day, due ?? Now.AddHours(24), default, null, null));
        return request;
    }

    public void BecomesOverdue(RequestId request, UnitCode? grid = null) => Tell(new GridEvent.RequestBecameOverdue(grid ?? Grid, request));

    public void Close(RequestId request, bool wasOverdue = false, UnitCode? grid = null) =>
        Tell(new GridEvent.RequestClosed(grid ?? Grid, request, Day, wasOverdue, "key"));

    public Tile Tile(string unit) => Board.TryRead(unit, out _, out var tile) ? tile : throw new ArgumentException($"No {unit}.");

    public static PersonId Person(int number) => new((UInt128)number);

    /// <summary>The city, a district, a town, a community, a grid and a venue in it: all that one tap moves.</summary>
    public static string[] Path => ["370600", "370601", "370601001", "370601001001", "370601001001001", "v-370601001001001"];

    public static KioskEvent.KioskGapsChanged Gaps(long gaps) => new(Kiosk, gaps);
}
