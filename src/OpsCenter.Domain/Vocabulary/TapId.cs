namespace OpsCenter.Domain.Vocabulary;

/// <summary>One press: the kiosk, its outbox, and the counter in it, which survives power loss and is never reused (house rule H4).</summary>
/// <param name="Kiosk">The kiosk that was pressed.</param>
/// <param name="Outbox">The outbox file that numbered the press.</param>
/// <param name="Seq">1 to 2⁵³−1, both inclusive.</param>
public readonly record struct TapId(KioskId Kiosk, OutboxId Outbox, long Seq)
{
    /// <summary>The highest number a tap may bear: 2⁵³−1, the largest whole number that every JSON reader keeps exactly.</summary>
    public const long MaxSeq = 9_007_199_254_740_991;

    /// <summary>Kiosk, outbox and number, as the journal and the log write it.</summary>
    public override string ToString() => $"{Kiosk}/{Outbox}/{Seq}";
}

/// <summary>A tap as it arrived: who it is, and a digest that tells a resent tap from another one under the same number.</summary>
/// <param name="Id">The tap.</param>
/// <param name="Digest">XXH64 over the payload's bytes (decision 0014).</param>
/// <param name="IsTimeDoubtful">True when its clocks gave a time before 2020 and the time of hearing stands instead (<c>wire.md</c>, “When it happened”).</param>
public readonly record struct TapStamp(TapId Id, ulong Digest, bool IsTimeDoubtful = false);
