using OpsCenter.Journal.Sqlite;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>Which commit of a journal holds which tap, to hold a trace against: a promise must follow the sync of its commit.</summary>
internal sealed class CommitsOfTaps
{
    private readonly Dictionary<(string Kiosk, long Seq), int> _commits;
    private readonly int _count;

    private CommitsOfTaps(Dictionary<(string Kiosk, long Seq), int> commits, int count) => (_commits, _count) = (commits, count);

    internal static CommitsOfTaps In(string data)
    {
        var firsts = new List<long>();
        using (var database = new Database(Path.Combine(data, "journal.db"), create: false))
        using (var rows = database.Prepare("SELECT first FROM commits ORDER BY first"))
            while (rows.Step()) firsts.Add(rows.Int64(0));
        var commits = new Dictionary<(string, long), int>();
        int commit = 0;
        foreach (var recorded in SqliteJournal.ReadOnly(data, 0))
        {
            while (commit + 1 < firsts.Count && firsts[commit + 1] <= recorded.Position) commit++;
            if (recorded.Fact.Tap is { } tap) commits.TryAdd((tap.Id.Kiosk.ToString(), tap.Id.Seq), commit);
        }
        return new CommitsOfTaps(commits, firsts.Count);
    }

    /// <summary>How many PUBACKs left before the sync of their commit had ended, or for no commit at all.</summary>
    /// <param name="told">In the order of the trace.</param>
    /// <param name="syncedAt">By transaction of the log; the last is the journal's last commit; a trace of a later run has none of the earlier commits.</param>
    internal int Early(IEnumerable<(int At, string Kiosk, long Seq)> told, IReadOnlyList<int> syncedAt) => told.Count(puback =>
        !_commits.TryGetValue((puback.Kiosk, puback.Seq), out int commit)
        || commit + syncedAt.Count - _count is var transaction && (transaction < 0 || syncedAt[transaction] >= puback.At));
}
