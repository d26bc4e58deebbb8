using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Reading;

namespace OpsCenter.KioskProtocol.Asks;

/// <summary>Reads the payload of <c>ask</c>, strictly.</summary>
public static class AskReader
{
    private static readonly MemberNames Names = new("id", "type", "data");
    private static readonly MemberNames Types = new("progress");
    private static readonly MemberNames DataNames = new("ticket");

    /// <summary>Reads one payload, however it was chopped.</summary>
    /// <returns>False when it cannot be taken; then <paramref name="fault"/> tells why.</returns>
    public static bool TryRead(in ReadOnlySequence<byte> payload, [NotNullWhen(true)] out Ask? ask, out PayloadFault fault)
    {
        (ask, fault) = Payload.Joined(payload, span => TryRead(span, out var read, out var why) ? (read, why) : (null, why));
        return ask is not null;
    }

    /// <summary>Reads one payload.</summary>
    /// <returns>False when it cannot be taken; then <paramref name="fault"/> tells why.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Ask? ask, out PayloadFault fault)
    {
        (ask, var reason) = Guarded.Read(payload, Read);
        fault = reason is null ? default : PayloadFault.Of(reason);
        return ask is not null;
    }

    private static Ask? Read(ref Utf8JsonReader json, ref string? fault)
    {
        string? id = null;
        int type = -2;
        var ticket = Ticket.None;
        bool hasData = false;
        var scan = new ObjectScan(Names);
        while (scan.Next(ref json, out int member))
        {
            bool good = member switch
            {
                0 => Scalars.TryIdOrNumber(ref json, out id),
                1 => json.TokenType is JsonTokenType.String && (type = Types.IndexOf(ref json)) >= -1,
                _ => hasData = json.TokenType is JsonTokenType.StartObject && ReadData(ref json, ref fault, ref ticket),
            };
            if (!good) fault ??= Names.Bad[member];
        }
        if (scan.HasDuplicate) fault = FaultReason.DuplicateMember;
        fault ??= id is null ? Names.Missing[0] : type == -2 ? Names.Missing[1] : type == -1 ? FaultReason.UnknownType : null;
        fault ??= !hasData ? Names.Missing[2] : ticket == Ticket.None ? DataNames.Missing[0] : null;
        return fault is null ? new Ask(id!, ticket) : null;
    }

    private static bool ReadData(ref Utf8JsonReader json, ref string? fault, ref Ticket ticket)
    {
        var scan = new ObjectScan(DataNames);
        while (scan.Next(ref json, out _))
            if (!Scalars.TryTicket(ref json, out ticket)) fault ??= DataNames.Bad[0];
        if (scan.HasDuplicate) fault = FaultReason.DuplicateMember;
        return true;
    }
}
