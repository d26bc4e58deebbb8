using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Kiosks;

/// <summary>All that can happen to one kiosk (服务终端). Append cases; a shipped case is never edited.</summary>
/// <param name="Kiosk">The kiosk.</param>
public abstract record KioskEvent(KioskId Kiosk) : OpsEvent
{
    /// <inheritdoc/>
    public override StreamId Stream => StreamId.Of(Kiosk);

    /// <summary>The kiosk is reachable: its session stands and it speaks.</summary>
    public sealed record KioskCameOnline(KioskId Kiosk) : KioskEvent(Kiosk);

    /// <summary>The kiosk's session ended.</summary>
    public sealed record KioskWentOffline(KioskId Kiosk) : KioskEvent(Kiosk);

    /// <summary>The kiosk said nothing for longer than it may, though its session seemed to stand.</summary>
    public sealed record KioskFellSilent(KioskId Kiosk) : KioskEvent(Kiosk);

    /// <summary>The kiosk's own report changed (<c>wire.md</c>, <c>state</c>); unchanged reports are not journaled.</summary>
    /// <param name="Kiosk">The kiosk.</param>
    /// <param name="Report">What it said.</param>
    public sealed record KioskReported(KioskId Kiosk, KioskReport Report) : KioskEvent(Kiosk);

    /// <summary>The count of numbers that are missing and not awaited changed (断号).</summary>
    /// <param name="Kiosk">The kiosk.</param>
    /// <param name="Gaps">How many numbers are missing now; 0 when all healed.</param>
    public sealed record KioskGapsChanged(KioskId Kiosk, long Gaps) : KioskEvent(Kiosk);

    /// <summary>The kiosk says that it still holds taps the server has not heard: the figures of its place will still rise (补传).</summary>
    /// <param name="Kiosk">The kiosk.</param>
    /// <param name="Awaited">How many numbers are awaited now, at least 1.</param>
    public sealed record KioskFellBehind(KioskId Kiosk, long Awaited) : KioskEvent(Kiosk);

    /// <summary>Nothing of the kiosk is awaited any more: all it holds was heard, or it no longer holds the rest.</summary>
    public sealed record KioskCaughtUp(KioskId Kiosk) : KioskEvent(Kiosk);

    /// <summary>A number was filled whose message the server will never take (<c>wire.md</c>, <c>void</c>).</summary>
    /// <param name="Kiosk">The kiosk.</param>
    /// <param name="Reason">Why, in the kiosk's words, sealed; null in journals that kept none.</param>
    public sealed record TapVoided(KioskId Kiosk, SealedField? Reason) : KioskEvent(Kiosk);

    /// <summary>A tap was understood and refused by a rule (house rule H8).</summary>
    /// <param name="Kiosk">The kiosk.</param>
    /// <param name="Reason">The refusal's code.</param>
    public sealed record TapRefused(KioskId Kiosk, string Reason) : KioskEvent(Kiosk);

    /// <summary>A message could not be taken; it is kept, sealed, until someone requeues it.</summary>
    /// <param name="Kiosk">The kiosk.</param>
    /// <param name="Reason">Why, as a stable word, e.g. <c>bad-json</c>, <c>seq-conflict</c>.</param>
    /// <param name="Payload">The message's bytes, sealed.</param>
    /// <param name="IsTimed">Whether the message could be read, so that its fact bears the time at which it happened; else it bears the time of hearing.</param>
    /// <param name="ClockOffset">For a message that could not be read: the server's clock less the kiosk's, as its connection knew it; null when not measured.</param>
    public sealed record MessageQuarantined(KioskId Kiosk, string Reason, SealedField Payload, bool IsTimed, TimeSpan? ClockOffset) : KioskEvent(Kiosk);

    /// <summary>An operator sent a quarantined message through again under its own identity.</summary>
    /// <param name="Kiosk">The kiosk.</param>
    /// <param name="Quarantined">The journal position of the quarantined message.</param>
    public sealed record MessageRequeued(KioskId Kiosk, long Quarantined) : KioskEvent(Kiosk);
}
