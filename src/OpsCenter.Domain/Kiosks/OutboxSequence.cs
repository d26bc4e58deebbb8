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

    /// <summary>Heard before; its digest was forgotten, and nothing tells that this is another tap.</summary>
    SeenLongAgo,

    /// <summary>Heard before with other bytes, or it happened after all that were heard under such an old number.</summary>
    Conflict,

    /// <summary>More than <see cref="OutboxSequence.MaxJump"/> ahead.</summary>
    Jump,

    /// <summary>Its outbox was forgotten since it happened: nobody can tell whether it was heard.</summary>
    Forgotten,
}

/// <summary>Which numbers of one outbox were heard: the highest, and the ranges still missing below it. Not a growing set (style, habit 8).</summary>
/// <param name="Outbox">The outbox.</param>
/// <param name="UpTo">The highest number heard; 0 when none.</param>
/// <param name="Missing">Ranges below it that were not heard, lowest first, never touching.</param>
/// <param name="Recent">Digests of the newest taps, to tell a resent tap from another one under its number.</param>
/// <param name="UnsureUntil">Until when this outbox may have been heard and forgotten; the default when no outbox of its kiosk was.</param>
public sealed record OutboxSequence(OutboxId Outbox, long UpTo, ImmutableArray<SeqRange> Missing, RecentDigests Recent, DateTimeOffset UnsureUntil = default)
{
    /// <summary>How far a number may run ahead of the highest heard (<c>wire.md</c>, <c>seq-jump</c>).</summary>
    public const long MaxJump = 10_000_000;

    /// <summary>How far a kiosk's corrected clock may err before a time proves anything. Older images are restored after hours, not minutes.</summary>
    public static TimeSpan ClockErrs { get; } = TimeSpan.FromMinutes(10);

    /// <summary>An outbox of which nothing was heard.</summary>
    public static OutboxSequence Fresh(OutboxId outbox) => new(outbox, 0, [], RecentDigests.None);

    /// <summary>Judges a tap; changes nothing.</summary>
    /// <param name="seq">Its number.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="happened">When it happened, corrected. A tap heard before cannot have happened after that (decision 0010).</param>
    public SeqVerdict Judge(long seq, ulong digest, DateTimeOffset happened)
    {
        if (seq > UpTo || FindMissing(seq) >= 0)
        {
            if (UnsureUntil != default && happened <= UnsureUntil + ClockErrs) return SeqVerdict.Forgotten;
            return seq - UpTo > MaxJump ? SeqVerdict.Jump : SeqVerdict.New;
        }
        if (Recent.Find(seq) is { } known) return known == digest ? SeqVerdict.Seen : SeqVerdict.Conflict;
        return happened > Recent.Times.Forgotten + ClockErrs ? SeqVerdict.Conflict : SeqVerdict.SeenLongAgo;
    }

    /// <summary>The sequence once this tap was heard. A number heard before changes nothing.</summary>
    public OutboxSequence Mark(long seq, ulong digest, DateTimeOffset heard)
    {
        if (seq == UpTo + 1) return this with { UpTo = seq, Recent = Recent.With(seq, digest, heard) };
        if (seq > UpTo) return this with { UpTo = seq, Missing = Missing.Add(new SeqRange(UpTo + 1, seq - 1)), Recent = Recent.With(seq, digest, heard) };
        int hole = FindMissing(seq);
        if (hole < 0) return this;
        var (from, to) = Missing[hole];
        var rest = Missing.RemoveAt(hole);
        if (seq < to) rest = rest.Insert(hole, new SeqRange(seq + 1, to));
        if (seq > from) rest = rest.Insert(hole, new SeqRange(from, seq - 1));
        return this with { Missing = rest, Recent = Recent.With(seq, digest, heard) };
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
