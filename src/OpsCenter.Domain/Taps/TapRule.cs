using System.Diagnostics;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Taps;

/// <summary>The gate that every tap passes: who it is, whether it was heard before, and then the rule for what it asks.</summary>
public static class TapRule
{
    /// <summary>Decides a tap.</summary>
    public static Decision Decide(ICityView city, Command.HearTap tap)
    {
        var id = tap.Stamp.Id;
        if (city.Plan.VenueOf(id.Kiosk) is not { } venue) return Decision.SetAside(new Refusal.KioskIsUnknown(id.Kiosk));
        var kiosk = city.Kiosk(id.Kiosk);
        var sequence = kiosk.Sequence(id.Outbox);
        return sequence.Judge(id.Seq, tap.Stamp.Digest, tap.Happened) switch
        {
            SeqVerdict.Seen or SeqVerdict.SeenLongAgo => Decision.Nothing,
            SeqVerdict.Conflict => Decision.SetAside(new Refusal.SequenceConflict(id)),
            SeqVerdict.Forgotten => Decision.SetAside(new Refusal.OutboxWasForgotten(id)),
            SeqVerdict.Jump when tap.Action is not TapAction.KeepAside => Decision.SetAside(new Refusal.SequenceJump(id, sequence.UpTo)),
            _ => WithKioskEvents(kiosk, tap, DecideAction(city, venue, tap)),
        };
    }

    /// <summary>Adds what a tap tells about its kiosk, whatever it asked for: that it is there, whether its missing numbers changed, and whether that was the last one awaited.</summary>
    public static Decision WithKioskEvents(KioskState kiosk, Command.HearTap tap, Decision decision)
    {
        if (kiosk.Online && kiosk.TellsNothingOfItself(tap.Stamp.Id)) return decision;
        var heard = kiosk.Hear(tap.Stamp, tap.Heard);
        long gaps = heard.CountGaps();
        var awaiting = kiosk.Behind ? heard.Awaiting() : null; // only a report tells that more is awaited
        if (kiosk.Online && gaps == kiosk.Gaps && awaiting is null) return decision;
        List<OpsEvent> added = [];
        if (!kiosk.Online) added.Add(new KioskEvent.KioskCameOnline(kiosk.Kiosk));
        if (gaps != kiosk.Gaps) added.Add(new KioskEvent.KioskGapsChanged(kiosk.Kiosk, gaps));
        if (awaiting is not null) added.Add(awaiting);
        return decision switch
        {
            Decision.Accepted accepted => new Decision.Accepted([.. accepted.Events, .. added]),
            Decision.Refused refused => new Decision.Refused(refused.Refusal, [.. refused.Events, .. added]),
            _ => decision,
        };
    }

    /// <summary>The rule for what a tap asks, whether or not its number was heard.</summary>
    internal static Decision DecideAction(ICityView city, Territory.Venue venue, Command.HearTap tap) => tap.Action switch
    {
        TapAction.CheckIn action => PresenceRule.CheckIn(city, venue, tap, action),
        TapAction.CheckOut action => PresenceRule.CheckOut(city, venue, tap, action),
        TapAction.RaiseRequest action => RequestRule.Raise(city, venue, tap, action),
        TapAction.RateRequest action => RequestRule.Rate(city, tap, action),
        TapAction.VoidTap action => Decision.Accept(new KioskEvent.TapVoided(tap.Stamp.Id.Kiosk, action.Reason)),
        TapAction.KeepAside action => Decision.Accept(new KioskEvent.MessageQuarantined(tap.Stamp.Id.Kiosk, action.Reason, action.Payload, IsTimed: false, action.ClockOffset)),
        _ => throw new UnreachableException($"No rule for {tap.Action.GetType().Name}."),
    };
}
