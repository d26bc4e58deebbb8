using System.Collections.Immutable;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Kiosks;

/// <summary>How a tap number relates to what was heard from its outbox before.</summary>
public enum SeqVerdict
{
    /// <summary>Not heard before.</summary>
    New,

    /// <summary>Heard before: a resent tap.</summary>
    Seen,

    /// <summary>Heard before with other bytes.</summary>
    Conflict,

    /// <summary>More than <see cref="OutboxSequence.MaxJump"/> ahead.</summary>
    Jump,
}

/// <summary>Which numbers of one outbox were heard: the highest, and the ranges still missing below it. Not a growing set (style, habit 8).</summary>
/// <param name="Outbox">The outbox.</param>
/// <param name="UpTo">The highest number heard; 0 when none.</param>
/// <param name="Missing">Ranges below it that were not heard, lowest first, never touching.</param>
/// <param name="Recent">Digests of the newest taps, to tell a resent tap from another one under its number.</param>
public sealed record OutboxSequence(OutboxId Outbox, long UpTo, ImmutableArray<SeqRange> Missing, RecentDigests Recent)
{
    /// <summary>How far a number may run ahead of the highest heard (<c>wire.md</c>, <c>seq-jump</c>).</summary>
    public const long MaxJump = 10_000_000;

    /// <summary>An outbox of which nothing was heard.</summary>
    public static OutboxSequence Fresh(OutboxId outbox) => new(outbox, 0, [], RecentDigests.None);

    /// <summary>Judges a tap; changes nothing.</summary>
    public SeqVerdict Judge(long seq, ulong digest)
    {
        if (seq > UpTo) return seq - UpTo > MaxJump ? SeqVerdict.Jump : SeqVerdict.New;
        if (FindMissing(seq) >= 0) return SeqVerdict.New;
        return Recent.Find(seq) is { } known && known != digest ? SeqVerdict.Conflict : SeqVerdict.Seen;
    }

    /// <summary>The sequence once this tap was heard. A number heard before changes nothing.</summary>
    public OutboxSequence Mark(long seq, ulong digest)
    {
        if (seq == UpTo + 1) return this with { UpTo = seq, Recent = Recent.With(seq, digest) };
        if (seq > UpTo) return this with { UpTo = seq, Missing = Missing.Add(new SeqRange(UpTo + 1, seq - 1)), Recent = Recent.With(seq, digest) };
        int hole = FindMissing(seq);
        if (hole < 0) return this;
        var (from, to) = Missing[hole];
        var rest = Missing.RemoveAt(hole);
        if (seq < to) rest = rest.Insert(hole, new SeqRange(seq + 1, to));
        if (seq > from) rest = rest.Insert(hole, new SeqRange(from, seq - 1));
        return this with { Missing = rest, Recent = Recent.With(seq, digest) };
    }

    private int FindMissing(long seq)
    {
        int low = 0, high = Missing.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            if (Missing[middle].To < seq) low = middle + 1;
            else if (Missing[middle].From > seq) high = middle - 1;
            else return middle;
        }
        return -1;
    }
}
