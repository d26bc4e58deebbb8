using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Reading;

namespace OpsCenter.KioskProtocol.Taps;

/// <summary>Reads the payloads of <c>up</c>, strictly. One for each session: it keeps the ids it read last, so that a kiosk's taps share them.</summary>
/// <remarks>Not for use by two threads at once.</remarks>
public sealed class TapReader
{
    private static readonly MemberNames Names = new("seq", "outbox", "at", "boot", "mono", "type", "data");
    private (string Text, OutboxId Id) _outbox = ("0", OutboxId.Default);
    private string? _boot;

    /// <summary>Reads one payload, however it was chopped.</summary>
    /// <returns>False when it cannot be taken; then <paramref name="fault"/> tells why, and its number where it can be read.</returns>
    public bool TryRead(in ReadOnlySequence<byte> payload, [NotNullWhen(true)] out Tap? tap, out PayloadFault fault)
    {
        if (payload.IsSingleSegment) return TryRead(payload.FirstSpan, out tap, out fault);
        (tap, fault) = Payload.Joined(payload, span => TryRead(span, out var read, out var why) ? (read, why) : (null, why));
        return tap is not null;
    }

    /// <summary>Reads one payload.</summary>
    /// <returns>False when it cannot be taken; then <paramref name="fault"/> tells why, and its number where it can be read.</returns>
    public bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Tap? tap, out PayloadFault fault)
    {
        tap = null;
        try
        {
            if (Payload.TryOpen(payload, out var json) is { } broken) fault = PayloadFault.Of(broken);
            else tap = Read(ref json, out fault);
        }
        catch (JsonException)
        {
            fault = PayloadFault.Of(FaultReason.BadJson);
        }
        catch (InvalidOperationException) // half a surrogate pair, written as an escape
        {
            fault = PayloadFault.Of(FaultReason.BadJson);
        }
        return tap is not null;
    }

    private Tap? Read(ref Utf8JsonReader json, out PayloadFault fault)
    {
        var found = new Found();
        var scan = new ObjectScan(Names);
        var laterData = default(Utf8JsonReader);
        bool hasData = false, isLater = false, isDuplicate = false;
        while (scan.Next(ref json, out int member))
        {
            if (member == 6 && json.TokenType is JsonTokenType.StartObject)
            {
                hasData = true;
                isLater = found.Kind is TapKind.None; // its type stands behind it
                if (isLater) laterData = json;
                else found.Content = TapContents.Read(ref json, found.Kind, ref found.Fault, ref isDuplicate);
            }
            else if (!Scalars.IsNull(ref json) && !TakeHead(ref json, member, ref found)) found.Fault ??= Names.Bad[member];
        }
        Payload.Close(ref json);
        isDuplicate |= scan.HasDuplicate;
        found.IsUnsure |= scan.IsTwice(0) || scan.IsTwice(1);
        if (isLater && found.Kind is not TapKind.None) found.Content = TapContents.Read(ref laterData, found.Kind, ref found.Fault, ref isDuplicate);
        fault = found.Judge(isDuplicate, hasData);
        return fault.Reason is null ? new Tap(found.Outbox, found.Seq, found.At, found.Since, found.Content!) : null;
    }

    private bool TakeHead(ref Utf8JsonReader json, int member, ref Found found)
    {
        switch (member)
        {
            case 0:
                return Scalars.TryWhole(ref json, 1, out found.Seq);
            case 1:
                found.IsUnsure = !Scalars.TryOutbox(ref json, ref _outbox);
                found.Outbox = found.IsUnsure ? OutboxId.Default : _outbox.Id;
                return !found.IsUnsure;
            case 2:
                return found.HasAt = Scalars.TryInstant(ref json, out found.At);
            case 3:
                if (!Scalars.TryId(ref json, ref _boot)) return false;
                found.Boot = _boot;
                return true;
            case 4:
                return found.HasMono = Scalars.TryMilliseconds(ref json, out found.Mono);
            case 5:
                found.HasType = true;
                if (json.TokenType is not JsonTokenType.String) return false;
                found.Kind = TapContents.KindOf(ref json);
                if (found.Kind is TapKind.None) found.Fault ??= FaultReason.UnknownType;
                return true;
            default:
                return false; // data that is no object
        }
    }

    /// <summary>What the head of a tap said so far.</summary>
    private ref struct Found
    {
        internal OutboxId Outbox;
        internal long Seq, Mono;
        internal DateTimeOffset At;
        internal string? Boot, Fault;
        internal TapKind Kind;
        internal TapContent? Content;
        internal bool HasAt, HasMono, HasType;

        /// <summary>Whether it cannot be told which tap this is: its outbox cannot be read, or its number or outbox stands twice.</summary>
        internal bool IsUnsure;

        internal readonly BootInstant? Since => Boot is { } boot && HasMono ? new BootInstant(boot, Mono) : null;

        /// <summary>The first fault; a number counts as seen only when it and its outbox are sure.</summary>
        internal readonly PayloadFault Judge(bool isDuplicate, bool hasData)
        {
            string? reason = isDuplicate ? FaultReason.DuplicateMember : Fault
                ?? (Seq == 0 ? Names.Missing[0] : !HasAt ? Names.Missing[2] : !HasType ? Names.Missing[5] : !hasData ? Names.Missing[6] : null);
            return reason is null ? default : new PayloadFault(reason, IsUnsure ? OutboxId.Default : Outbox, IsUnsure ? 0 : Seq);
        }
    }
}
