using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Tests;

/// <summary>Every event, with and without what is optional.</summary>
public static class Samples
{
    private static readonly UnitCode City = UnitCode.Parse("370600");
    private static readonly UnitCode Grid = UnitCode.Parse("370602001001003");
    private static readonly DateOnly Day = new(2026, 2, 28);
    private static readonly RequestId Request = new(new TapId(Facts.Kiosk, OutboxId.Default, TapId.MaxSeq));
    private static readonly Ticket Ticket = Ticket.FromBody(1_234_567);
    private static readonly SealedField Sealed = new("request/" + Request, new byte[] { 0, 1, 254, 255 });
    private static readonly PersonId Person = new(UInt128.MaxValue);

    public static TheoryData<string, OpsEvent> All
    {
        get
        {
            var rows = new TheoryData<string, OpsEvent>();
            foreach (var e in Events()) rows.Add(e.GetType().Name, e);
            return rows;
        }
    }

    private static IEnumerable<OpsEvent> Events() =>
    [
        new CityEvent.PackAdopted(City, "2026.11", new string('a', 64)),
        new CityEvent.DayBegan(City, Day),
        new CityEvent.CommandRefused(City, "close-request", "12345674", "ticket-unknown"),
        new CityEvent.DeviceRevoked(City, "k-1"),
        new KioskEvent.KioskCameOnline(Facts.Kiosk),
        new KioskEvent.KioskWentOffline(Facts.Kiosk),
        new KioskEvent.KioskFellSilent(Facts.Kiosk),
        new KioskEvent.KioskReported(Facts.Kiosk, KioskReport.Nothing),
        new KioskEvent.KioskReported(Facts.Kiosk, new KioskReport("b00t", "1.2.3 \"测试\"", Facts.Outbox, 5, 9, "d-1", true)),
        new KioskEvent.KioskFellBehind(Facts.Kiosk, 12),
        new KioskEvent.KioskCaughtUp(Facts.Kiosk),
        new KioskEvent.KioskGapsChanged(Facts.Kiosk, 3),
        new KioskEvent.TapVoided(Facts.Kiosk, Sealed),
        new KioskEvent.TapVoided(Facts.Kiosk, null),
        new KioskEvent.TapRefused(Facts.Kiosk, "grid-unknown"),
        new KioskEvent.MessageQuarantined(Facts.Kiosk, "bad-json", Sealed, false, TimeSpan.FromMilliseconds(-1_500)),
        new KioskEvent.MessageQuarantined(Facts.Kiosk, "grid-unknown", Sealed, true, null),
        new KioskEvent.MessageRequeued(Facts.Kiosk, 77),
        new VenueEvent.VenueOpened(Facts.Venue),
        new VenueEvent.VenueClosed(Facts.Venue, 4, 1),
        new VenueEvent.CheckedIn(Facts.Venue, PersonId.None, Purpose.Service, Day, false, Facts.Morning.AddTicks(1), null),
        new VenueEvent.CheckedIn(Facts.Venue, Person, Purpose.Activity, Day, true, null, Sealed),
        new VenueEvent.CheckedOut(Facts.Venue, Person, Purpose.Duty, true),
        new VenueEvent.CheckedOut(Facts.Venue, PersonId.None, Purpose.Mobilization, false),
        new VenueEvent.WalkInsLeft(Facts.Venue, 2, 0),
        new GridEvent.RequestRaised(Grid, Request, Ticket, RequestKind.Parse("water-leak"), Facts.Venue, Day, Facts.Morning, Person, Sealed, Sealed),
        new GridEvent.RequestRaised(Grid, Request, Ticket, RequestKind.Parse("water-leak"), Facts.Venue, Day, Facts.Morning, PersonId.None, null, null),
        new GridEvent.RequestBecameOverdue(Grid, Request),
        new GridEvent.RequestClosed(Grid, Request, Day, true, "key-1"),
        new GridEvent.RequestRated(Grid, Request, true, 5),
        new GridEvent.RequestRated(Grid, Request, false, null),
    ];
}
