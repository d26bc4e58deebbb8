using System.Diagnostics;
using OpsCenter.Domain.Grids;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.City;

/// <summary>The table of contents of the rules: which rule decides which command.</summary>
public static class CityRule
{
    /// <summary>Decides a command on what the city is now. Pure: the same view and command give the same answer.</summary>
    public static Decision Decide(ICityView city, Command command) => command switch
    {
        Command.HearTap c => TapRule.Decide(city, c),
        Command.KeepMessage c => Decision.Accept(new KioskEvent.MessageQuarantined(c.Kiosk, c.Message.Reason, c.Message.Payload, IsTimed: false, c.Message.ClockOffset)),
        Command.ConnectKiosk c => KioskRule.Connect(city, c),
        Command.DisconnectKiosk c => KioskRule.Disconnect(city, c),
        Command.NoteSilence c => KioskRule.FallSilent(city, c),
        Command.HearReport c => KioskRule.Report(city, c),
        Command.CloseRequest c => RequestRule.Close(city, c),
        Command.RequeueMessage c => RequeueRule.Decide(city, c),
        Command.AdoptPack c => Decision.Accept(new CityEvent.PackAdopted(city.Plan.City, c.Version, c.Hash)),
        Command.RevokeDevice c => Decision.Accept(new CityEvent.DeviceRevoked(city.Plan.City, c.Device)),
        _ => throw new UnreachableException($"No rule for {command.GetType().Name}."),
    };
}
