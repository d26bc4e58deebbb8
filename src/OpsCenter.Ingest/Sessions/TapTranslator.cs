using System.Diagnostics;
using System.Text;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Taps;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Sealing;
using OpsCenter.KioskProtocol.Reading;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Ingest.Sessions;

/// <summary>Bytes → tap → command: the last step that knows the wire. Personal fields are sealed here, cards become pseudonyms, so that no rule ever sees them.</summary>
/// <param name="plan">The city.</param>
/// <param name="vault">Seals and pseudonyms.</param>
internal sealed class TapTranslator(CityPlan plan, IKeyVault vault)
{
    /// <summary>The command that a payload of <c>up</c> stands for; a payload that cannot be read becomes a message to keep aside.</summary>
    internal Command Translate(KioskSession session, ReadOnlySpan<byte> payload, DateTimeOffset heard)
    {
        if (!session.Taps.TryRead(payload, out var tap, out var fault)) return KeepAside(session, payload, fault, heard);
        var id = new TapId(session.Kiosk, tap.Outbox, tap.Seq);
        var (happened, doubtful) = session.HappenedAt(tap, heard);
        return new Command.HearTap(new TapStamp(id, PayloadDigest.Of(payload), doubtful), happened, heard, ActionOf(id, tap, happened));
    }

    /// <summary>The command for a payload that cannot be read: kept, sealed, with its reason; its number, where readable, counts as seen.</summary>
    internal Command KeepAside(KioskSession session, ReadOnlySpan<byte> payload, PayloadFault fault, DateTimeOffset heard)
    {
        var message = new TapAction.KeepAside(fault.Reason, vault.SealAlone("message", payload), session.ClockOffset);
        if (fault.Seq == 0) return new Command.KeepMessage(session.Kiosk, heard, message);
        var stamp = new TapStamp(new TapId(session.Kiosk, fault.Outbox, fault.Seq), PayloadDigest.Of(payload));
        return new Command.HearTap(stamp, heard, heard, message);
    }

    private TapAction ActionOf(TapId id, Tap tap, DateTimeOffset happened) => tap.Content switch
    {
        TapContent.CheckIn c when PersonOf(c.Card, happened) is var person => new TapAction.CheckIn(person, c.Purpose, Seal(person, c.Ref)),
        TapContent.CheckOut c => new TapAction.CheckOut(PersonOf(c.Card, happened)),
        TapContent.Request c => new TapAction.RaiseRequest(
            c.Kind, c.Ticket, c.Grid, PersonOf(c.Words.Card, happened), Seal(id, c.Words.Text), Seal(id, c.Words.Phone)),
        TapContent.Rating c => new TapAction.RateRequest(c.Ticket, c.Solved, c.Score),
        TapContent.Void c => new TapAction.VoidTap(vault.SealAlone("void", Encoding.UTF8.GetBytes(c.Reason))),
        _ => throw new UnreachableException($"No action for {tap.Content.GetType().Name}."),
    };

    private PersonId PersonOf(CardHash? card, DateTimeOffset happened) =>
        card is { } shown ? vault.Pseudonym(plan.Time.DayOf(happened), shown.Value) : PersonId.None;

    private SealedField? Seal(TapId id, string? text) =>
        text is null ? null : vault.Seal(SealSubject.Of(new RequestId(id)), Encoding.UTF8.GetBytes(text));

    /// <summary>Any text may name a person. A walk-in bears no id that a later erasure could ask for, so its words get a key of their own.</summary>
    private SealedField? Seal(PersonId person, string? reference)
    {
        if (reference is null) return null;
        byte[] clear = Encoding.UTF8.GetBytes(reference);
        return person == PersonId.None ? vault.SealAlone("ref", clear) : vault.Seal(SealSubject.Of(person), clear);
    }
}
