using System.Globalization;
using System.Text;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.KioskProtocol.Taps;

/// <summary>One tap as it stands in the payload of <c>up</c>. The kiosk itself is in the topic, never in the payload.</summary>
/// <param name="Outbox">The outbox that numbered it.</param>
/// <param name="Seq">1 to 2⁵³−1, both inclusive.</param>
/// <param name="At">The kiosk's clock when it happened, with its offset. It may be years off.</param>
/// <param name="Since">When it happened by the kiosk's monotonic clock; null when the kiosk did not say both <c>boot</c> and <c>mono</c>.</param>
/// <param name="Content">What was done.</param>
public sealed record Tap(OutboxId Outbox, long Seq, DateTimeOffset At, BootInstant? Since, TapContent Content);

/// <summary>An instant by a clock that no one can set: it starts at 0 when the kiosk starts.</summary>
/// <param name="Boot">The random id of this start of the kiosk: 1 to 64 characters of an id.</param>
/// <param name="Milliseconds">Since that start; 0 to 2⁵³−1. Fractions on the wire are cut off.</param>
public readonly record struct BootInstant(string Boot, long Milliseconds);

/// <summary>All that a tap can say (<c>wire.md</c>, <c>up</c>). Append cases; a shipped case is never edited.</summary>
public abstract record TapContent
{
    /// <summary>The highest count of Unicode characters in a resident's own words.</summary>
    public const int MaxText = 500;

    /// <summary>The highest count of characters in a reference or a phone number.</summary>
    public const int MaxShort = 64;

    private TapContent() { }

    /// <summary>A person came.</summary>
    /// <param name="Card">Whose card; null for a walk-in.</param>
    /// <param name="Purpose">Why.</param>
    /// <param name="Ref">The post, activity or booking, 1 to 64 Unicode characters; sealed by the server, as it may name a person; null when none.</param>
    public sealed record CheckIn(CardHash? Card, Purpose Purpose, string? Ref) : TapContent
    {
        /// <summary>Everything but the words of <see cref="Ref"/>, which stand in no log.</summary>
        protected override bool PrintMembers(StringBuilder builder)
        {
            builder.Append(CultureInfo.InvariantCulture, $"Card = {Card}, Purpose = {Purpose}, Ref = {(Ref is null ? "(none)" : "(sealed words)")}");
            return true;
        }
    }

    /// <summary>A person left.</summary>
    /// <param name="Card">Whose card; null for a walk-in.</param>
    public sealed record CheckOut(CardHash? Card) : TapContent;

    /// <summary>A resident raised a matter.</summary>
    /// <param name="Kind">Its kind by the catalogue's code; the server looks it up.</param>
    /// <param name="Ticket">The number the resident took home.</param>
    /// <param name="Grid">Where the matter is; <see cref="UnitCode.None"/> for the venue's own grid.</param>
    /// <param name="Words">What the resident added.</param>
    public sealed record Request(RequestKind Kind, Ticket Ticket, UnitCode Grid, Words Words) : TapContent;

    /// <summary>A resident said whether a matter is solved.</summary>
    /// <param name="Ticket">The request's number.</param>
    /// <param name="Solved">The resident's own answer.</param>
    /// <param name="Score">1 (非常不满意) to 5 (非常满意), both inclusive; null when not given.</param>
    public sealed record Rating(Ticket Ticket, bool Solved, int? Score) : TapContent;

    /// <summary>Fills a number whose message the server will never take.</summary>
    /// <param name="Reason">Why, in at most 500 characters.</param>
    public sealed record Void(string Reason) : TapContent;
}

/// <summary>The personal part of a request: sealed by the server before it is kept. It prints itself masked.</summary>
/// <param name="Text">The resident's own words, at most 500 Unicode characters; null when none.</param>
/// <param name="Phone">A phone number, 1 to 64 characters; null when none.</param>
/// <param name="Card">The resident's card; null when none.</param>
public sealed record Words(string? Text, string? Phone, CardHash? Card)
{
    /// <summary>A request by pictures alone.</summary>
    public static Words None { get; } = new(null, null, null);

    /// <summary>A mask: no one's words stand in a log.</summary>
    public override string ToString() => this == None ? "(nothing)" : "(sealed words)";
}
