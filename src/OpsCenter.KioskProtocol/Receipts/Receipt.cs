using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.KioskProtocol.Receipts;

/// <summary>What the server has journaled of one outbox: everything up to <see cref="UpTo"/> but the ranges missing. A kiosk deletes by it, not by PUBACK.</summary>
/// <param name="Outbox">The outbox.</param>
/// <param name="UpTo">The highest number seen; 0 when none was.</param>
/// <param name="Missing">At most 100 ranges not seen, the lowest first, apart from each other, none above <paramref name="UpTo"/>.</param>
/// <param name="HasMore">Whether more ranges are missing than are listed; then nothing is known above the last one.</param>
public sealed record Receipt(OutboxId Outbox, long UpTo, IReadOnlyList<SeqRange> Missing, bool HasMore)
{
    /// <summary>The highest count of ranges in one receipt.</summary>
    public const int MaxRanges = 100;

    /// <summary>The number up to which the receipt is complete: above it, it says nothing.</summary>
    public long KnownUpTo => HasMore && Missing.Count > 0 ? Missing[^1].To : UpTo;

    /// <summary>Whether the number is journaled by this receipt.</summary>
    public bool Covers(long seq)
    {
        if (seq < 1 || seq > KnownUpTo) return false;
        int low = 0, high = Missing.Count - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (seq < Missing[middle].From) high = middle - 1;
            else if (seq > Missing[middle].To) low = middle + 1;
            else return false;
        }
        return true;
    }
}
