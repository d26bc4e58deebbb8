using OpsCenter.Domain.City;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests.Runtime;

public sealed class Restarts : CitySpec
{
    [Fact]
    public void After_a_restart_every_grain_is_as_it_was()
    {
        Tap(TinyCity.HarbourKiosk, WalkIn(Purpose.Volunteer));
        Tap(TinyCity.HarbourKiosk, 5, CheckIn(Wang));
        Tap(TinyCity.MarketKiosk, Leak(7));
        Pass(TimeSpan.FromMinutes(5));
        var again = Restarted().City;
        Assert.Equal(Harbour, again.Venue(TinyCity.Harbour));
        Assert.Equal(Market, again.Venue(TinyCity.Market));
        Assert.Equal(City.Person(Wang), again.Person(Wang));
        Assert.Equal(City.Day, again.Day);
        Assert.Equal(HarbourKiosk.Gaps, again.Kiosk(TinyCity.HarbourKiosk).Gaps);
        Assert.Equal(HarbourKiosk.Outboxes[0].Missing, again.Kiosk(TinyCity.HarbourKiosk).Outboxes[0].Missing);
        Assert.Equal(City.ByTicket(Ticket.FromBody(7)), again.ByTicket(Ticket.FromBody(7)));
    }

    [Fact]
    public void What_fell_due_while_the_server_was_down_fires_in_due_order_bearing_its_own_time()
    {
        Tap(TinyCity.HarbourKiosk, WalkIn());
        Tap(TinyCity.MarketKiosk, Leak(7));
        var core = Restarted();
        core.RunDue(TinyCity.Ten.AddDays(2));
        var times = Journal.Read(0).Where(recorded => recorded.Fact.By == Actor.Timer).Select(recorded => recorded.Fact.Happened).ToList();
        Assert.Equal(times.Order(), times);
        Assert.Equal(new DateOnly(2026, 11, 23), core.City.Day);
        Assert.Equal(3, Events.OfType<CityEvent.DayBegan>().Count());
        Assert.True(core.City.Venue(TinyCity.Harbour).IsOpen);
        Assert.Equal(0, core.City.Venue(TinyCity.Harbour).Present);
    }

    [Fact]
    public void A_first_start_at_night_opens_nothing()
    {
        PassTo(TinyCity.Ten.AddHours(10));
        Assert.False(Harbour.IsOpen);
        Pass(TimeSpan.FromHours(12));
        Assert.True(Harbour.IsOpen);
        Assert.Equal(2, Events.OfType<VenueEvent.VenueClosed>().Count());
    }
}
