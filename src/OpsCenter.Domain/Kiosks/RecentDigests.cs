namespace OpsCenter.Domain.Kiosks;

/// <summary>Digests of the newest 128 to 256 taps of an outbox: more than may be under way at once (100), so that every resent tap can be compared.</summary>
/// <remarks>Two generations of a linked list: adding is one small object, and the older generation falls away whole. What remains of it is when the
/// last of it was heard: a tap that happened after that is none of the forgotten ones.</remarks>
public sealed class RecentDigests
{
    private const int Generation = 128;

    private readonly Node? _young;
    private readonly Node? _old;
    private readonly int _count;

    private RecentDigests(Node? young, int count, Node? old, DigestTimes times) => (_young, _count, _old, Times) = (young, count, old, times);

    /// <summary>No tap yet.</summary>
    public static RecentDigests None { get; } = new(null, 0, null, default);

    /// <summary>When the newest tap of each generation was heard.</summary>
    public DigestTimes Times { get; }

    /// <summary>All digests kept, newest first; for snapshots.</summary>
    public IEnumerable<(long Seq, ulong Digest)> All()
    {
        for (var node = _young; node is not null; node = node.Next) yield return (node.Seq, node.Digest);
        for (var node = _old; node is not null; node = node.Next) yield return (node.Seq, node.Digest);
    }

    /// <summary>Puts digests back together, as <see cref="All"/> gave them: all but a full older generation are the younger one.</summary>
    /// <param name="newestFirst">At most 256, newest first.</param>
    /// <param name="times">As <see cref="Times"/> gave them.</param>
    public static RecentDigests From(IReadOnlyList<(long Seq, ulong Digest)> newestFirst, DigestTimes times)
    {
        int young = newestFirst.Count > Generation ? newestFirst.Count - Generation : newestFirst.Count;
        Node? chain = null, old = null;
        for (int i = newestFirst.Count - 1; i >= 0; i--)
        {
            chain = new Node(newestFirst[i].Seq, newestFirst[i].Digest, chain);
            if (i != young) continue;
            (old, chain) = (chain, null);
        }
        return new(chain, young, old, times);
    }

    /// <summary>The digests with one more.</summary>
    /// <param name="seq">The tap's number.</param>
    /// <param name="digest">Its digest.</param>
    /// <param name="heard">When the server heard it.</param>
    public RecentDigests With(long seq, ulong digest, DateTimeOffset heard) => _count < Generation
        ? new(new Node(seq, digest, _young), _count + 1, _old, Times with { Young = Later(Times.Young, heard) })
        : new(new Node(seq, digest, null), 1, _young, new(heard, Times.Young, Later(Times.Forgotten, Times.Old)));

    /// <summary>The digest of a tap; null when it is too old to be kept.</summary>
    public ulong? Find(long seq)
    {
        foreach (var (number, digest) in All())
            if (number == seq) return digest;
        return null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private sealed record Node(long Seq, ulong Digest, Node? Next);
}
