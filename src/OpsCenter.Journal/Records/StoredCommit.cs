namespace OpsCenter.Journal.Records;

/// <summary>One row of a journal as it is stored, before anything of it is believed.</summary>
/// <param name="First">The position of its first record.</param>
/// <param name="Count">How many records it says it holds.</param>
/// <param name="Records">The records.</param>
/// <param name="Hash">SHA-256 over the hash before, the first position, the count and the records.</param>
internal sealed record StoredCommit(long First, long Count, byte[] Records, byte[] Hash);
