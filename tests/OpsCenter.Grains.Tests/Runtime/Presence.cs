using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests.Runtime;

public sealed class Presence : CitySpec
{
    [Fact]
    public void A_walk_in_is_inside_for_the_venues_usual_stay()
    {
        Tap(TinyCity.HarbourKiosk, WalkIn());
        Assert.Equal(1, Harbour.Present);
        Pass(TimeSpan.FromMinutes(39));
        Assert.Equal(1, Harbour.Present);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0, Harbour.Present);
        Assert.IsType<VenueEvent.WalkInsLeft>(Events[^1]);
    }

    [Fact]
    public void A_person_is_in_one_place()
    {
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        Tap(TinyCity.MarketKiosk, CheckIn(Wang, Purpose.Volunteer));
        Assert.Equal((0, 1, 1), (Harbour.Present, Market.Present, Market.Volunteers));
        Assert.Contains(Events, e => e is VenueEvent.CheckedOut { Moved: true });
    }

    [Fact]
    public void Checking_in_twice_counts_twice_and_stands_once()
    {
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        Assert.Equal(1, Harbour.Present);
        Assert.Equal(2, Events.OfType<VenueEvent.CheckedIn>().Count());
    }

    [Fact]
    public void Who_checks_out_at_another_kiosk_leaves_where_they_were()
    {
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        Tap(TinyCity.MarketKiosk, new TapAction.CheckOut(Wang));
        Assert.Equal((0, 0), (Harbour.Present, Market.Present));
    }

    [Fact]
    public void A_check_out_of_nobody_is_refused_and_the_refusal_is_kept()
    {
        var outcome = Tap(TinyCity.HarbourKiosk, new TapAction.CheckOut(Wang));
        Assert.Equal(OutcomeKind.Refused, outcome.Kind);
        Assert.Equal(1, HarbourKiosk.Sequence(OutboxId.Default).UpTo);
    }

    [Fact]
    public void Forgotten_check_outs_are_closed_at_closing_time()
    {
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        PassTo(TinyCity.Ten.AddHours(8));
        Assert.Equal((0, false), (Harbour.Present, Harbour.IsOpen));
        Tap(TinyCity.MarketKiosk, CheckIn(Wang));
        Assert.DoesNotContain(Events, e => e is VenueEvent.CheckedOut);
    }

    [Fact]
    public void Who_comes_with_a_card_to_a_closed_venue_leaves_after_the_usual_stay()
    {
        PassTo(TinyCity.Ten.AddHours(9));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang, Purpose.Volunteer));
        Assert.Equal((1, 1), (Harbour.Present, Harbour.Volunteers));
        Pass(TimeSpan.FromMinutes(39));
        Assert.Equal(1, Harbour.Present);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal((0, 0), (Harbour.Present, Harbour.Volunteers));
        var outcome = Tap(TinyCity.HarbourKiosk, new TapAction.CheckOut(Wang));
        Assert.Equal(OutcomeKind.Refused, outcome.Kind);
    }

    [Fact]
    public void A_closed_venue_closes_again_behind_the_last_who_came()
    {
        PassTo(TinyCity.Ten.AddHours(9));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        Pass(TimeSpan.FromMinutes(30));
        Tap(TinyCity.HarbourKiosk, CheckIn(Li));
        Pass(TimeSpan.FromMinutes(39));
        Assert.Equal(2, Harbour.Present);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(0, Harbour.Present);
        Assert.Equal(2, Events.OfType<VenueEvent.VenueClosed>().Count(closed => closed.Venue == TinyCity.Harbour));
    }

    [Fact]
    public void Nobody_with_a_card_carries_over_midnight()
    {
        PassTo(TinyCity.Ten.AddHours(13).AddMinutes(50));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang, Purpose.Volunteer));
        PassTo(TinyCity.Ten.AddHours(14));
        Assert.Equal((0, 0), (Harbour.Present, Harbour.Volunteers));
        Assert.Null(City.Person(Wang));
        Pass(TimeSpan.FromHours(9));
        Assert.True(Harbour.IsOpen);
    }

    [Fact]
    public void Who_comes_before_opening_time_stays_when_the_venue_opens()
    {
        PassTo(TinyCity.Ten.AddHours(21).AddMinutes(50));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang, Purpose.Duty));
        PassTo(TinyCity.Ten.AddHours(31));
        Assert.Equal((1, true), (Harbour.Present, Harbour.IsOpen));
        PassTo(TinyCity.Ten.AddHours(32));
        Assert.Equal((0, false), (Harbour.Present, Harbour.IsOpen));
    }

    [Fact]
    public void A_venue_opens_though_it_closed_again_at_that_very_minute()
    {
        PassTo(TinyCity.Ten.AddHours(21).AddMinutes(20));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        PassTo(TinyCity.Ten.AddHours(22));
        Assert.Equal((0, true), (Harbour.Present, Harbour.IsOpen));
    }

    [Fact]
    public void A_check_in_at_a_closed_venue_that_comes_too_late_holds_nobody_inside()
    {
        PassTo(TinyCity.Ten.AddHours(10));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang), ago: TimeSpan.FromMinutes(45));
        Assert.Equal(0, Harbour.Present);
    }

    [Fact]
    public void A_restart_still_closes_behind_who_came_while_it_was_closed()
    {
        PassTo(TinyCity.Ten.AddHours(9));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        var core = Restarted();
        core.RunDue(Now.AddMinutes(40));
        Assert.Equal(0, core.City.Venue(TinyCity.Harbour).Present);
    }

    [Fact]
    public void A_tap_that_comes_late_counts_but_moves_nobody()
    {
        Tap(TinyCity.MarketKiosk, CheckIn(Wang));
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang), ago: TimeSpan.FromHours(1));
        Assert.Equal((0, 1), (Harbour.Present, Market.Present));
        Assert.False(Events.OfType<VenueEvent.CheckedIn>().Last().Entered);
    }

    [Fact]
    public void A_walk_in_who_came_longer_ago_than_the_usual_stay_has_left()
    {
        Tap(TinyCity.HarbourKiosk, WalkIn(), ago: TimeSpan.FromMinutes(41));
        Assert.Equal(0, Harbour.Present);
    }

    [Fact]
    public void A_tap_of_yesterday_belongs_to_yesterday()
    {
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang), ago: TimeSpan.FromHours(11));
        var checkedIn = Assert.Single(Events.OfType<VenueEvent.CheckedIn>());
        Assert.Equal((new DateOnly(2026, 11, 20), false), (checkedIn.Day, checkedIn.Entered));
    }

    [Fact]
    public void People_who_left_are_forgotten_with_the_day()
    {
        Tap(TinyCity.HarbourKiosk, CheckIn(Wang));
        PassTo(TinyCity.Ten.AddHours(15));
        Assert.Null(City.Person(Wang));
    }
}
