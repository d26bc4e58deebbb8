using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Taps;

/// <summary>What a tap asks for (<c>wire.md</c>, <c>up</c>), with personal fields already sealed or turned into a pseudonym.</summary>
public abstract record TapAction
{
    /// <summary>Someone comes in.</summary>
    /// <param name="Person">Who; <see cref="PersonId.None"/> for a walk-in.</param>
    /// <param name="Purpose">Why.</param>
    /// <param name="Ref">A post, activity or booking in the kiosk's words, sealed; null when none.</param>
    public sealed record CheckIn(PersonId Person, Purpose Purpose, SealedField? Ref) : TapAction;

    /// <summary>Someone leaves.</summary>
    /// <param name="Person">Who; <see cref="PersonId.None"/> for a walk-in.</param>
    public sealed record CheckOut(PersonId Person) : TapAction;

    /// <summary>A resident raises a request.</summary>
    /// <param name="Kind">Its kind in the catalogue.</param>
    /// <param name="Ticket">The number the resident takes home.</param>
    /// <param name="Grid">Where the matter is; <see cref="UnitCode.None"/> for the venue's own grid.</param>
    /// <param name="Person">Who, when a card was shown; else <see cref="PersonId.None"/>.</param>
    /// <param name="Text">What the resident wrote, sealed.</param>
    /// <param name="Phone">The number to call back, sealed.</param>
    public sealed record RaiseRequest(
        RequestKind Kind, Ticket Ticket, UnitCode Grid, PersonId Person, SealedField? Text, SealedField? Phone) : TapAction;

    /// <summary>A resident answers whether the matter is solved.</summary>
    /// <param name="Ticket">The request's ticket.</param>
    /// <param name="Solved">The answer.</param>
    /// <param name="Score">1 to 5, both inclusive; null when not given.</param>
    public sealed record RateRequest(Ticket Ticket, bool Solved, int? Score) : TapAction;

    /// <summary>Fills a number whose message the server will never take.</summary>
    /// <param name="Reason">Why, in the kiosk's words, sealed.</param>
    public sealed record VoidTap(SealedField Reason) : TapAction;

    /// <summary>A message that cannot be read: it is kept, sealed, with the reason.</summary>
    /// <param name="Reason">Why, as a stable word.</param>
    /// <param name="Payload">Its bytes, sealed.</param>
    /// <param name="ClockOffset">The server's clock less the kiosk's, as its connection knew it; null when not measured. A replay needs it to tell when it happened.</param>
    public sealed record KeepAside(string Reason, SealedField Payload, TimeSpan? ClockOffset) : TapAction;
}
