using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Reading;

namespace OpsCenter.KioskProtocol.Receipts;

/// <summary>Reads the payload of <c>receipt</c>, strictly: a receipt deletes taps.</summary>
public static class ReceiptReader
{
    private static readonly MemberNames Names = new("outbox", "upTo", "missing", "more");

    /// <summary>Reads one payload.</summary>
    /// <returns>False when it cannot be taken; then <paramref name="fault"/> tells why.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out Receipt? receipt, out PayloadFault fault)
    {
        (receipt, var reason) = Guarded.Read(payload, Read);
        fault = reason is null ? default : PayloadFault.Of(reason);
        return receipt is not null;
    }

    private static Receipt? Read(ref Utf8JsonReader json, ref string? fault)
    {
        var outbox = ("0", OutboxId.Default);
        long upTo = -1;
        bool more = false;
        List<SeqRange>? missing = null;
        var scan = new ObjectScan(Names);
        while (scan.Next(ref json, out int member))
        {
            bool good = member switch
            {
                0 => Scalars.TryOutbox(ref json, ref outbox),
                1 => Scalars.TryWhole(ref json, 0, out upTo),
                2 => TryRanges(ref json, out missing),
                _ => Scalars.TryBool(ref json, out more),
            };
            if (!good) fault ??= Names.Bad[member];
        }
        if (scan.HasDuplicate) fault = FaultReason.DuplicateMember;
        fault ??= upTo < 0 ? Names.Missing[1] : missing is null ? Names.Missing[2] : null;
        if (fault is null && missing is [.., var last] && last.To > upTo) fault = Names.Bad[2];
        return fault is null ? new Receipt(outbox.Item2, upTo, missing!, more) : null;
    }

    // Reads on a copy of the reader, so that the original steps over the list whole, right or wrong.
    private static bool TryRanges(ref Utf8JsonReader json, out List<SeqRange> ranges)
    {
        ranges = [];
        var inside = json;
        json.Skip();
        if (inside.TokenType is not JsonTokenType.StartArray) return false;
        while (inside.Read() && inside.TokenType is JsonTokenType.StartArray)
        {
            inside.Read();
            if (!Scalars.TryWhole(ref inside, 1, out long from)) return false;
            inside.Read();
            if (!Scalars.TryWhole(ref inside, from, out long to)) return false;
            inside.Read();
            if (inside.TokenType is not JsonTokenType.EndArray || ranges.Count == Receipt.MaxRanges) return false;
            if (ranges is [.., var last] && from <= last.To) return false;
            ranges.Add(new SeqRange(from, to));
        }
        return inside.TokenType is JsonTokenType.EndArray;
    }
}
