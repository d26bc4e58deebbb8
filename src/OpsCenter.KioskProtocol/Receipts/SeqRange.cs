namespace OpsCenter.KioskProtocol.Receipts;

/// <summary>A run of tap numbers, both ends inclusive; written <c>[17,18]</c>.</summary>
/// <param name="From">Its lowest number; at least 1.</param>
/// <param name="To">Its highest number; not less than <paramref name="From"/>.</param>
public readonly record struct SeqRange(long From, long To);
