namespace OpsCenter.Journal.Snapshots;

/// <summary>A snapshot as the journal kept it.</summary>
/// <param name="Position">The last position folded into it.</param>
/// <param name="Content">What was kept; empty when <paramref name="Fault"/> says why it cannot be used.</param>
/// <param name="Fault">A sentence; null when the snapshot is whole and of this very journal.</param>
public sealed record Snapshot(long Position, ReadOnlyMemory<byte> Content, string? Fault);
