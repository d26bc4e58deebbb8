namespace OpsCenter.Domain.Vocabulary;

/// <summary>A run of tap numbers, both ends inclusive; on the wire <c>[17,18]</c>.</summary>
/// <param name="From">The lowest; at least 1.</param>
/// <param name="To">The highest; at least <paramref name="From"/>.</param>
public readonly record struct SeqRange(long From, long To)
{
    /// <summary>How many numbers it holds.</summary>
    public long Count => To - From + 1;

    /// <summary>How many of its numbers lie in another run.</summary>
    public long Overlap(long from, long to) => Math.Max(0, Math.Min(To, to) - Math.Max(From, from) + 1);
}
