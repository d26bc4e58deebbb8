using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Grains.Runtime;
using OpsCenter.Testing;

namespace OpsCenter.Grains.Tests.Runtime;

public sealed class Requeues : CitySpec
{
    private static readonly TapStamp Stamp = new(new TapId(TinyCity.HarbourKiosk, OutboxId.Default, 1), 1);

    private static readonly TapAction InAnotherCity =
        new TapAction.RaiseRequest(TinyCity.Leak, Ticket.FromBody(7), UnitCode.Parse("371002001001001"), PersonId.None, null, null);

    [Fact]
    public void A_quarantined_message_counts_once_when_its_cause_is_mended()
    {
        Tap(TinyCity.HarbourKiosk, 1, InAnotherCity);
        Assert.Equal(OutcomeKind.Done, Requeue(Leak(7)).Kind);
        Assert.Equal(OutcomeKind.Seen, Requeue(Leak(7)).Kind);
        Assert.Single(City.ByTicket(Ticket.FromBody(7)));
        Assert.Contains(Events, e => e is KioskEvent.MessageRequeued);
        Assert.Equal(OutcomeKind.Seen, Tap(TinyCity.HarbourKiosk, 1, Leak(7)).Kind);
    }

    [Fact]
    public void One_whose_cause_stands_is_refused_with_the_same_reason()
    {
        Tap(TinyCity.HarbourKiosk, 1, InAnotherCity);
        var outcome = Requeue(InAnotherCity);
        Assert.Equal((OutcomeKind.Refused, "grid-unknown"), (outcome.Kind, outcome.Refusal!.Code));
        var kept = Assert.Single(Events.OfType<CityEvent.CommandRefused>());
        Assert.Equal(("requeue-message", "grid-unknown"), (kept.Command, kept.Reason));
        Assert.IsType<KioskEvent.MessageQuarantined>(Events[int.Parse(kept.Subject, System.Globalization.CultureInfo.InvariantCulture) - 1]);
    }

    [Fact]
    public void A_message_under_the_number_of_another_tap_is_never_counted()
    {
        Tap(TinyCity.HarbourKiosk, 1, WalkIn());
        Tap(TinyCity.HarbourKiosk, 1, WalkIn(), digest: 2);
        Assert.Equal("seq-conflict", Requeue(WalkIn(), "seq-conflict").Refusal!.Code);
        Assert.Equal(1, Harbour.Present);
    }

    private Outcome Requeue(TapAction action, string reason = "grid-unknown")
    {
        long position = Journal.Read(0).Last(recorded => recorded.Event is KioskEvent.MessageQuarantined).Position;
        return Send(new Command.RequeueMessage(position, reason, new Command.HearTap(Stamp, Now, Now, action), "li", Now));
    }
}
