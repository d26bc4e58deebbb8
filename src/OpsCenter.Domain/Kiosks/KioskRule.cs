using OpsCenter.Domain.City;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Kiosks;

/// <summary>What a kiosk tells of itself: that it is there, that it went, and its report when it changed.</summary>
internal static class KioskRule
{
    internal static Decision Connect(ICityView city, Command.ConnectKiosk command) =>
        city.Kiosk(command.Kiosk).Online ? Decision.Nothing : Decision.Accept(new KioskEvent.KioskCameOnline(command.Kiosk));

    internal static Decision Disconnect(ICityView city, Command.DisconnectKiosk command) =>
        city.Kiosk(command.Kiosk).Online ? Decision.Accept(new KioskEvent.KioskWentOffline(command.Kiosk)) : Decision.Nothing;

    internal static Decision FallSilent(ICityView city, Command.NoteSilence command) =>
        city.Kiosk(command.Kiosk).Online ? Decision.Accept(new KioskEvent.KioskFellSilent(command.Kiosk)) : Decision.Nothing;

    internal static Decision Report(ICityView city, Command.HearReport command)
    {
        var kiosk = city.Kiosk(command.Kiosk);
        var sequence = kiosk.Sequence(command.Report.Outbox);
        bool nothingHeld = command.Report.LastSeq <= sequence.UpTo && sequence.Missing.IsEmpty;
        var report = nothingHeld ? command.Report with { HeldFrom = 0, LastSeq = 0 } : command.Report;
        List<OpsEvent> events = [];
        if (!kiosk.Online) events.Add(new KioskEvent.KioskCameOnline(kiosk.Kiosk));
        if (report != kiosk.Report) events.Add(new KioskEvent.KioskReported(kiosk.Kiosk, report));
        var told = kiosk with { Report = report };
        long gaps = told.CountGaps();
        if (gaps != kiosk.Gaps) events.Add(new KioskEvent.KioskGapsChanged(kiosk.Kiosk, gaps));
        if (told.Awaiting() is { } awaiting) events.Add(awaiting);
        return events.Count == 0 ? Decision.Nothing : new Decision.Accepted(events);
    }
}
