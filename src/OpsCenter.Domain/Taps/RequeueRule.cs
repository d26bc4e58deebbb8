using System.Globalization;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Taps;

/// <summary>A quarantined message goes through again, once, under its own identity: its number is heard already and stays so.</summary>
internal static class RequeueRule
{
    internal static Decision Decide(ICityView city, Command.RequeueMessage command)
    {
        var id = command.Tap.Stamp.Id;
        if (city.IsRequeued(command.Quarantined)) return Decision.Nothing;
        // The number belongs to the tap that was counted; a second one under it would count twice.
        if (command.Reason == new Refusal.SequenceConflict(id).Code) return Refuse(city, command, new Refusal.SequenceConflict(id));
        if (city.Plan.VenueOf(id.Kiosk) is not { } venue) return Refuse(city, command, new Refusal.KioskIsUnknown(id.Kiosk));
        var requeued = new KioskEvent.MessageRequeued(id.Kiosk, command.Quarantined);
        return TapRule.DecideAction(city, venue, command.Tap) switch
        {
            Decision.Accepted accepted => new Decision.Accepted([requeued, .. accepted.Events]),
            Decision.Refused refused => new Decision.Refused(refused.Refusal, [requeued, .. refused.Events]),
            Decision.Quarantined again => Refuse(city, command, again.Reason),
            var nothing => nothing,
        };
    }

    private static Decision Refuse(ICityView city, Command.RequeueMessage command, Refusal refusal) => Decision.Refuse(refusal,
        new CityEvent.CommandRefused(city.Plan.City, "requeue-message", command.Quarantined.ToString(CultureInfo.InvariantCulture), refusal.Code));
}
