using OpsCenter.Journal.Records;

namespace OpsCenter.Journal.Sqlite.Copies;

/// <summary>A place in a journal's chain: what follows it can be told from what follows the same position of any other journal.</summary>
/// <param name="Position">The last position before the place; 0 before the first fact.</param>
/// <param name="Link">The hash of the commit that ends there, 64 hex digits; zeros before the first.</param>
public sealed record JournalMark(long Position, string Link)
{
    /// <summary>Before the first fact.</summary>
    public static JournalMark Start { get; } = new(0, new string('0', 2 * CommitEncoder.HashBytes));

    internal static JournalMark After(StoredCommit commit) => new(commit.First + commit.Count - 1, Convert.ToHexStringLower(commit.Hash));

    internal byte[] Hash => Convert.FromHexString(Link);
}
