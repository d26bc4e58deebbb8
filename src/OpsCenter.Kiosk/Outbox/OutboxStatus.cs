namespace OpsCenter.Kiosk.Outbox;

/// <summary>What an outbox holds at one moment.</summary>
/// <param name="LastSeq">The highest number it ever gave; 0 when none.</param>
/// <param name="OldestSeq">The lowest number it still holds; 0 when it holds none.</param>
/// <param name="Count">How many taps it still holds.</param>
/// <param name="Bytes">Their payloads together.</param>
/// <param name="Quota">The bytes it may hold.</param>
public readonly record struct OutboxStatus(long LastSeq, long OldestSeq, int Count, long Bytes, long Quota)
{
    /// <summary>0 (empty) to 1 (full); the operator is told from 0.5 on.</summary>
    public double Fill => (double)Bytes / Quota;
}
