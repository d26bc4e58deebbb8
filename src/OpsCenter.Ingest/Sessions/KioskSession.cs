using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Ingest.Admission;
using OpsCenter.KioskProtocol.Reports;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.KioskProtocol.Topics;
using WireState = OpsCenter.KioskProtocol.Reports.KioskState;

namespace OpsCenter.Ingest.Sessions;

/// <summary>What one kiosk's connection remembers. Used by the connection's own reader, one message at a time.</summary>
/// <param name="cell">The city's code.</param>
/// <param name="kiosk">The kiosk, as its credentials proved.</param>
/// <param name="venue">Where it stands, by the city pack.</param>
/// <param name="clock">Its clocks, known across connections.</param>
/// <param name="gate">Its limit.</param>
internal sealed class KioskSession(UnitCode cell, KioskId kiosk, Venue venue, KioskClock clock, RateGate gate)
{
    private static readonly TimeSpan Skewed = TimeSpan.FromMinutes(5);

    internal KioskId Kiosk => kiosk;

    internal Venue Venue => venue;

    internal RateGate Gate => gate;

    internal string Up { get; } = new KioskTopic(cell, kiosk, KioskChannel.Up).ToString();

    internal string State { get; } = new KioskTopic(cell, kiosk, KioskChannel.State).ToString();

    internal string Ask { get; } = new KioskTopic(cell, kiosk, KioskChannel.Ask).ToString();

    internal string Receipt { get; } = new KioskTopic(cell, kiosk, KioskChannel.Receipt).ToString();

    internal string Down { get; } = new KioskTopic(cell, kiosk, KioskChannel.Down).ToString();

    internal TapReader Taps { get; } = new();

    internal StateReader States { get; } = new();

    /// <summary>When the server last heard anything of it, as a timestamp of the monotonic clock.</summary>
    internal long LastHeard { get; set; }

    /// <summary>The server's clock less the kiosk's, measured on this connection; null until a state told the kiosk's.</summary>
    internal TimeSpan? ClockOffset { get; set; }

    /// <summary>For a replay: when the message happened, as it was judged while its connection stood; null when it could not be read then.</summary>
    internal HappenedAt? Judged { get; init; }

    /// <summary>Takes a state's clocks and returns the report in the rules' words.</summary>
    internal KioskReport Hear(WireState state, DateTimeOffset heard)
    {
        if (state.Since is { } since) clock.Note(new BootMark(since.Boot, since.Milliseconds, heard));
        if (state.Now is { } now) ClockOffset = heard - now;
        long last = state.LastSeq ?? 0;
        bool holds = state.Queued is null ? state.OldestSeq is > 0 : state.Queued > 0;
        return new KioskReport(
            state.Since?.Boot ?? "", state.Version ?? "", state.Outbox, holds ? state.OldestSeq ?? 1 : 0, last, state.Applied ?? "",
            ClockOffset is { } offset && offset.Duration() > Skewed);
    }

    /// <summary>When a tap of this connection happened.</summary>
    internal HappenedAt HappenedAt(Tap tap, DateTimeOffset heard) =>
        Judged ?? TapTime.Correct(tap.At, tap.Since?.Milliseconds, tap.Since is { } since ? clock.Find(since.Boot) : null, ClockOffset, heard);
}
