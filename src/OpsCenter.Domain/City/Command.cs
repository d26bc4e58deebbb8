using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.City;

/// <summary>All that a city may be asked or told. A closed family; the shard decides each in the order in which it came.</summary>
/// <param name="Heard">When the server heard it.</param>
public abstract record Command(DateTimeOffset Heard)
{
    /// <summary>A kiosk was pressed.</summary>
    /// <param name="Stamp">Which tap; its identity makes a retry recognisable for ever.</param>
    /// <param name="Happened">When it happened, corrected and never later than <paramref name="Heard"/>.</param>
    /// <param name="Heard">When the server heard it.</param>
    /// <param name="Action">What it asks for.</param>
    public sealed record HearTap(TapStamp Stamp, DateTimeOffset Happened, DateTimeOffset Heard, TapAction Action) : Command(Heard);

    /// <summary>A message of a kiosk has no readable number: it is kept without one.</summary>
    public sealed record KeepMessage(KioskId Kiosk, DateTimeOffset Heard, TapAction.KeepAside Message) : Command(Heard);

    /// <summary>A kiosk's session stands.</summary>
    public sealed record ConnectKiosk(KioskId Kiosk, DateTimeOffset Heard) : Command(Heard);

    /// <summary>A kiosk's session ended.</summary>
    public sealed record DisconnectKiosk(KioskId Kiosk, DateTimeOffset Heard) : Command(Heard);

    /// <summary>A kiosk said nothing for longer than it may.</summary>
    public sealed record NoteSilence(KioskId Kiosk, DateTimeOffset Heard) : Command(Heard);

    /// <summary>A kiosk told its state.</summary>
    public sealed record HearReport(KioskId Kiosk, DateTimeOffset Heard, KioskReport Report) : Command(Heard);

    /// <summary>Staff close a request (办结).</summary>
    /// <param name="Ticket">The number the resident took home.</param>
    /// <param name="Key">SHA-256 of the command's idempotency key, lower-case hex: repeating it changes nothing, and a client's own words are not kept.</param>
    /// <param name="Staff">Who closes it, by id.</param>
    /// <param name="Heard">When the server heard it.</param>
    /// <param name="Among">The requests that these staff may close; null when they may close any. One that bears the ticket and is not among them is as good as not there.</param>
    public sealed record CloseRequest(Ticket Ticket, string Key, string Staff, DateTimeOffset Heard, IReadOnlyList<RequestId>? Among = null) : Command(Heard);

    /// <summary>An operator sends a quarantined message through again, under its own identity.</summary>
    /// <param name="Quarantined">The journal position of the quarantined message.</param>
    /// <param name="Reason">Why it was set aside.</param>
    /// <param name="Tap">The message as it reads now.</param>
    /// <param name="Staff">Who sends it, by id.</param>
    /// <param name="Heard">When the server heard the operator.</param>
    public sealed record RequeueMessage(long Quarantined, string Reason, HearTap Tap, string Staff, DateTimeOffset Heard) : Command(Heard);

    /// <summary>Staff end a device's rights for ever, e.g. when it was stolen.</summary>
    /// <param name="Device">The id of a kiosk, or the name of an integrator.</param>
    /// <param name="Staff">Who ends them, by id.</param>
    /// <param name="Heard">When the server heard it.</param>
    public sealed record RevokeDevice(string Device, string Staff, DateTimeOffset Heard) : Command(Heard);

    /// <summary>The server starts with a city pack.</summary>
    /// <param name="Version">The pack's version.</param>
    /// <param name="Hash">The pack's hash.</param>
    /// <param name="Heard">When.</param>
    public sealed record AdoptPack(string Version, string Hash, DateTimeOffset Heard) : Command(Heard);
}
