namespace OpsCenter.Domain.Kiosks;

/// <summary>A run of tap numbers, both ends inclusive.</summary>
/// <param name="From">The lowest.</param>
/// <param name="To">The highest; at least <paramref name="From"/>.</param>
public readonly record struct SeqRange(long From, long To)
{
    /// <summary>How many numbers it holds.</summary>
    public long Count => To - From + 1;

    /// <summary>How many of its numbers lie in another run.</summary>
    public long Overlap(long from, long to) => Math.Max(0, Math.Min(To, to) - Math.Max(From, from) + 1);
}
