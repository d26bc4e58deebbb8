using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Requests;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal.InMemory;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests.Runtime;

public sealed class Requests : CitySpec
{
    private static readonly Ticket Seven = Ticket.FromBody(7);

    [Fact]
    public void A_request_is_due_when_its_clock_runs_out()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        Pass(TimeSpan.FromHours(23));
        Assert.Equal(RequestStage.Open, Find(Seven).Stage);
        Pass(TimeSpan.FromHours(1));
        Assert.Equal(RequestStage.Overdue, Find(Seven).Stage);
    }

    [Fact]
    public void A_request_that_found_no_space_and_was_heard_again_runs_out_at_its_own_limit()
    {
        Disk.State = DiskState.Full;
        Tap(TinyCity.HarbourKiosk, 1, Leak(7));
        Disk.State = DiskState.Sound;
        Pass(TimeSpan.FromMinutes(5));
        Tap(TinyCity.HarbourKiosk, 1, Leak(7));
        Pass(TimeSpan.FromHours(24) - TimeSpan.FromMinutes(1));
        Assert.Equal(RequestStage.Open, Find(Seven).Stage);
        Pass(TimeSpan.FromMinutes(1));
        Assert.Equal(RequestStage.Overdue, Find(Seven).Stage);
    }

    [Fact]
    public void Staff_close_it_once_however_often_they_ask()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        Assert.Equal(OutcomeKind.Done, Close(Seven, "k1").Kind);
        Assert.Equal(OutcomeKind.Seen, Close(Seven, "k1").Kind);
        Assert.Equal("request-closed", Close(Seven, "k2").Refusal!.Code);
        Assert.Single(Events.OfType<GridEvent.RequestClosed>());
    }

    [Fact]
    public void A_key_belongs_to_one_command()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        Tap(TinyCity.HarbourKiosk, Leak(8));
        Close(Seven, "k1");
        Assert.Equal("idempotency-key-used", Close(Ticket.FromBody(8), "k1").Refusal!.Code);
    }

    [Fact]
    public void A_key_is_kept_for_30_days()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        Close(Seven, "k1");
        Pass(TimeSpan.FromDays(30));
        Assert.Equal(OutcomeKind.Seen, Close(Seven, "k1").Kind);
        Pass(TimeSpan.FromDays(2));
        Assert.Equal("request-closed", Close(Seven, "k1").Refusal!.Code);
    }

    [Fact]
    public void A_ticket_that_nobody_bears_is_unknown() => Assert.Equal("ticket-unknown", Close(Seven, "k1").Refusal!.Code);

    [Fact]
    public void A_ticket_with_a_wrong_digit_is_mistyped_whether_staff_or_a_resident_types_it()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        var wrong = Ticket.Parse($"{(Seven.Number + 100_000):D8}");
        Assert.Equal("ticket-mistyped", Close(wrong, "k1").Refusal!.Code);
        var outcome = Tap(TinyCity.HarbourKiosk, new Domain.Taps.TapAction.RateRequest(wrong, true, 5));
        Assert.Equal((OutcomeKind.Refused, "ticket-mistyped"), (outcome.Kind, outcome.Refusal!.Code));
        Assert.Equal("ticket-mistyped", Assert.Single(Events.OfType<Domain.Kiosks.KioskEvent.TapRefused>()).Reason);
        Assert.Equal(RequestStage.Open, Find(Seven).Stage);
    }

    [Fact]
    public void A_kiosk_that_ends_its_tickets_otherwise_loses_no_request()
    {
        var foreign = Ticket.Parse("12345678");
        Assert.False(foreign.HasCheckDigit);
        Tap(TinyCity.HarbourKiosk, new Domain.Taps.TapAction.RaiseRequest(RequestKind.Parse("water-leak"), foreign, UnitCode.None, PersonId.None, null, null));
        Assert.Equal(RequestStage.Open, Find(foreign).Stage);
        Assert.Equal(OutcomeKind.Done, Close(foreign, "k1").Kind);
    }

    [Fact]
    public void A_refused_command_is_kept_with_who_asked_and_why()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        Tap(TinyCity.HarbourKiosk, Leak(8));
        Close(Seven, "k1");
        Close(Ticket.FromBody(9), "k2");
        Close(Seven, "k3");
        Close(Ticket.FromBody(8), "k1");
        var refused = Journal.Read(0).Where(recorded => recorded.Event is CityEvent.CommandRefused).ToList();
        Assert.Equal(
            [("close-request", Ticket.FromBody(9).ToString(), "ticket-unknown"), ("close-request", Seven.ToString(), "request-closed"), ("close-request", Ticket.FromBody(8).ToString(), "idempotency-key-used")],
            refused.Select(recorded => (CityEvent.CommandRefused)recorded.Event).Select(e => (e.Command, e.Subject, e.Reason)));
        Assert.All(refused, recorded => Assert.Equal(new Actor(ActorKind.Staff, "li"), recorded.Fact.By));
    }

    [Fact]
    public void Two_kiosks_may_draw_one_ticket_and_the_older_request_is_closed_first()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        Tap(TinyCity.MarketKiosk, Leak(7));
        Close(Seven, "k1");
        Close(Seven, "k2");
        Assert.Equal([TinyCity.GridOne, TinyCity.GridTwo], Events.OfType<GridEvent.RequestClosed>().Select(closed => closed.Grid));
    }

    [Fact]
    public void Who_may_close_only_some_closes_the_oldest_of_those()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        Tap(TinyCity.MarketKiosk, Leak(7));
        var second = City.ByTicket(Seven).Select(City.Request).Single(request => request!.Grid == TinyCity.GridTwo)!;
        Send(new Command.CloseRequest(Seven, "k1", "li", Now, [second.Request]));
        Assert.Equal("request-closed", Send(new Command.CloseRequest(Seven, "k2", "li", Now, [second.Request])).Refusal!.Code);
        Assert.Equal("ticket-unknown", Send(new Command.CloseRequest(Seven, "k3", "li", Now, [])).Refusal!.Code);
        Assert.Equal(TinyCity.GridTwo, Assert.Single(Events.OfType<GridEvent.RequestClosed>()).Grid);
    }

    [Fact]
    public void A_request_closed_after_its_limit_was_overdue()
    {
        Tap(TinyCity.HarbourKiosk, Leak(7));
        Pass(TimeSpan.FromHours(25));
        Close(Seven, "k1");
        Assert.True(Assert.Single(Events.OfType<GridEvent.RequestClosed>()).WasOverdue);
    }

    private RequestState Find(Ticket ticket) => City.Request(City.ByTicket(ticket)[0])!;

    private Outcome Close(Ticket ticket, string key) => Send(new Command.CloseRequest(ticket, key, "li", Now));
}
