namespace OpsCenter.Domain.Vocabulary;

/// <summary>An answer of no, with its reason: a value that goes back to the asker and is recorded, never an exception.</summary>
/// <param name="Code">A stable word for programs, e.g. <c>request-unknown</c>.</param>
/// <param name="Text">A sentence for the log and for problem details, in English, naming ids only.</param>
public abstract record Refusal(string Code, string Text)
{
    /// <summary>No kiosk of that id stands in the city.</summary>
    public sealed record KioskIsUnknown(KioskId Kiosk) : Refusal("kiosk-unknown", $"No kiosk {Kiosk} stands in this city.");

    /// <summary>The grid named by a tap is no grid of the city.</summary>
    public sealed record GridIsUnknown(UnitCode Grid) : Refusal("grid-unknown", $"{Grid} is no grid of this city.");

    /// <summary>The catalogue holds no such kind of request.</summary>
    public sealed record KindIsUnknown(RequestKind Kind) : Refusal("kind-unknown", $"The catalogue holds no kind {Kind}.");

    /// <summary>No request bears that ticket.</summary>
    public sealed record TicketIsUnknown(Ticket Ticket) : Refusal("ticket-unknown", $"No request bears ticket {Ticket}.");

    /// <summary>No request bears that ticket, nor can one of our kiosks have made it: a digit is wrong.</summary>
    public sealed record TicketIsMistyped(Ticket Ticket)
        : Refusal("ticket-mistyped", $"{Ticket} is mistyped: its last digit does not fit the others. Compare it with the resident's slip and enter it again.");

    /// <summary>The request is closed already.</summary>
    public sealed record RequestIsClosed(Ticket Ticket) : Refusal("request-closed", $"The request with ticket {Ticket} is closed already.");

    /// <summary>Who checks out was not inside.</summary>
    public sealed record NobodyWasInside(VenueId Venue) : Refusal("not-inside", $"Nobody of that kind was inside {Venue}.");

    /// <summary>The same tap number came with other bytes, or long after with a later time than all that were heard under such numbers.</summary>
    public sealed record SequenceConflict(TapId Tap) : Refusal("seq-conflict", $"{Tap} was heard before, and this is another tap.");

    /// <summary>The tap number runs too far ahead of the newest one heard.</summary>
    public sealed record SequenceJump(TapId Tap, long UpTo) : Refusal("seq-jump", $"{Tap} is more than 10,000,000 ahead of {UpTo}.");

    /// <summary>The kiosk numbered with so many outboxes since that nobody can tell whether this tap was heard.</summary>
    public sealed record OutboxWasForgotten(TapId Tap) : Refusal("outbox-forgotten", $"{Tap} is of an outbox that was forgotten since it happened.");

    /// <summary>The idempotency key came before with another command.</summary>
    public sealed record KeyIsUsed(string Key) : Refusal("idempotency-key-used", "This Idempotency-Key came before with another command.");

    /// <summary>The message cannot be read.</summary>
    /// <param name="Reason">Why, as a stable word of the protocol, e.g. <c>bad-json</c>.</param>
    public sealed record MessageIsUnreadable(string Reason) : Refusal(Reason, $"The message cannot be read: {Reason}.");

    /// <summary>A rule broke on a message: a bug of ours. The message waits in quarantine for the mended rule.</summary>
    /// <param name="Fault">The type of the exception.</param>
    public sealed record RuleBroke(string Fault) : Refusal("rule-broke", $"A rule broke on this message: {Fault}.");

    /// <summary>Real outlines without an approval number (审图号) are not for a public wall.</summary>
    public sealed record OutlinesHaveNoApproval(string Source) : Refusal("outlines-not-approved", $"The outlines from {Source} bear no approval number; a public wall must not show them.");
}
