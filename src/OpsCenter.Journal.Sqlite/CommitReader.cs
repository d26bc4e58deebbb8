using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Catalogue;
using OpsCenter.Journal.Records;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite;

/// <summary>Streams facts from a journal's file over a connection of its own, a few commits at a time, so that no long read keeps the log from being copied.</summary>
internal static class CommitReader
{
    private const int ChunkRows = 256;
    private const long ChunkBytes = 4 * 1024 * 1024;

    internal static IEnumerable<Recorded> Read(string path, EventCatalogue catalogue, long after)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        return Stream(path, catalogue, after);
    }

    /// <summary>Reads a whole journal and goes on past damaged records, so that a report can say how far the damage goes.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalogue">The names to expect.</param>
    /// <param name="damage">Told, before the records after it are read, what does not check, and the last position that may be missing for it.</param>
    /// <exception cref="JournalCorruptException">A commit is missing or says another place: nothing after it can be placed.</exception>
    internal static IEnumerable<Recorded> ReadPastDamage(string path, EventCatalogue catalogue, Action<JournalCorruptException, long> damage)
    {
        using var database = Guarded(() => JournalFile.OpenToRead(path));
        using var decoder = new CommitDecoder(catalogue);
        var (first, hash) = (1L, new byte[CommitEncoder.HashBytes]);
        StoredCommit? commit = null;
        foreach (var next in Rows(database, first).Append(null))
        {
            if (commit is not null)
            {
                var (records, why, claimed) = Checked(decoder, commit, first, hash);
                long end = next?.First ?? claimed; // a damaged row may lie about its count: where the next one begins is where its positions end
                if (why is not null) damage(why, end - 1);
                foreach (var recorded in records)
                    if (recorded.Position < end) yield return recorded;
                first = why is null ? commit.First + commit.Count : end;
                hash = commit.Hash;
            }
            commit = next;
        }
    }

    private static (IReadOnlyList<Recorded> Records, JournalCorruptException? Why, long End) Checked(CommitDecoder decoder, StoredCommit commit, long first, byte[] hash)
    {
        try
        {
            return (decoder.Decode(commit, first, hash), null, commit.First + commit.Count);
        }
        catch (JournalCorruptException e) when (commit.First == first)
        {
            var (records, areAll) = decoder.Salvage(commit);
            return (records, e, areAll && records.Count > 0 ? records[^1].Position + 1 : commit.First + Math.Clamp(commit.Count, 1, commit.Records.Length));
        }
    }

    /// <summary>The hash of the commit that holds a position.</summary>
    internal static byte[] LinkAt(string path, long position) => Guarded(() =>
    {
        using var database = JournalFile.OpenToRead(path);
        return JournalFile.At(database, position)?.Hash ?? new byte[CommitEncoder.HashBytes];
    });

    /// <summary>Reads a file that begins in the midst of a journal.</summary>
    /// <param name="path">The file.</param>
    /// <param name="catalogue">The names to expect.</param>
    /// <param name="first">The position that it must begin with.</param>
    /// <param name="hash">The link before it.</param>
    internal static IEnumerable<Recorded> ReadStretch(string path, EventCatalogue catalogue, long first, byte[] hash)
    {
        using var database = Guarded(() => JournalFile.OpenToRead(path));
        foreach (var recorded in Decode(database, catalogue, first, hash)) yield return recorded;
    }

    /// <summary>The commits from a position on, as they are stored, nothing checked.</summary>
    internal static IEnumerable<StoredCommit> Rows(Database database, long first)
    {
        using var next = Guarded(() => database.Prepare("SELECT first, count, records, hash FROM commits WHERE first >= ?1 ORDER BY first"));
        for (var chunk = Guarded(() => Chunk(next, first)); chunk.Count > 0; chunk = Guarded(() => Chunk(next, first)))
        {
            foreach (var commit in chunk) yield return commit;
            first = chunk[^1].First + Math.Max(1, chunk[^1].Count);
        }
    }

    private static IEnumerable<Recorded> Stream(string path, EventCatalogue catalogue, long after)
    {
        using var database = Guarded(() => JournalFile.OpenToRead(path));
        var (first, hash) = Guarded(() => Start(database, after));
        foreach (var recorded in Decode(database, catalogue, first, hash))
            if (recorded.Position > after) yield return recorded;
    }

    private static IEnumerable<Recorded> Decode(Database database, EventCatalogue catalogue, long first, byte[] hash)
    {
        using var decoder = new CommitDecoder(catalogue);
        foreach (var commit in Rows(database, first))
        {
            foreach (var recorded in decoder.Decode(commit, first, hash)) yield return recorded;
            first = commit.First + commit.Count;
            hash = commit.Hash;
        }
    }

    // Where to start so that the first fact asked for is in the first commit read, and the hash before that commit.
    private static (long First, byte[] HashBefore) Start(Database database, long after)
    {
        long first = JournalFile.At(database, after + 1)?.First ?? 1;
        return (first, JournalFile.At(database, first - 1)?.Hash ?? new byte[CommitEncoder.HashBytes]);
    }

    private static List<StoredCommit> Chunk(Statement next, long first)
    {
        var rows = new List<StoredCommit>();
        long bytes = 0;
        next.Bind(1, first);
        while (rows.Count < ChunkRows && bytes < ChunkBytes && next.Step())
        {
            rows.Add(JournalFile.Row(next));
            bytes += rows[^1].Records.Length;
        }
        next.Reset();
        return rows;
    }

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (SqliteException e)
        {
            throw e.AsReadFailure();
        }
    }
}
