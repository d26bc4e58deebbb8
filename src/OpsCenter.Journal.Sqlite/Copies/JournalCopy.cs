using OpsCenter.Journal.Catalogue;
using OpsCenter.Journal.Records;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite.Copies;

/// <summary>Copies a journal, or a stretch of it, beside the server that writes it.</summary>
/// <remarks>
/// The journal only grows, so its rows up to a position are a consistent copy of it. They are read a few at a time: one long read, as
/// SQLite's own backup and VACUUM INTO take it, would keep the log from being copied and hold every commit up under load.
/// </remarks>
public static class JournalCopy
{
    private const long BytesATransaction = 64L * 1024 * 1024;

    /// <summary>The link of the first commit, which no other journal shares; null when the journal is empty.</summary>
    /// <exception cref="JournalRefusedException">There is no journal.</exception>
    public static string? Origin(string directory) => Guarded(() =>
    {
        using var database = JournalFile.OpenToRead(JournalDirectory.JournalFile(directory));
        return JournalFile.At(database, 1) is { } first ? Convert.ToHexStringLower(first.Hash) : null;
    });

    /// <summary>Where a journal ends now.</summary>
    /// <exception cref="JournalRefusedException">There is no journal.</exception>
    public static JournalMark End(string directory) => Guarded(() =>
    {
        using var database = JournalFile.OpenToRead(JournalDirectory.JournalFile(directory));
        return JournalFile.At(database, long.MaxValue) is { } newest ? JournalMark.After(newest) : JournalMark.Start;
    });

    /// <summary>Writes the commits after a place, each link checked on the way, into a new file; it is on the disk when this returns.</summary>
    /// <param name="directory">The journal's directory; a server may own it.</param>
    /// <param name="file">The file to make; a whole journal when <paramref name="after"/> is the start, else a stretch.</param>
    /// <param name="after">Where to begin.</param>
    /// <param name="copied">Told now and then how far it is, as a position.</param>
    /// <returns>Where the copy ends: not before the journal's end at the time of the call.</returns>
    /// <exception cref="JournalCorruptException">A link does not check, or the journal never passed that place.</exception>
    public static JournalMark Write(string directory, string file, JournalMark after, Action<long> copied)
    {
        ArgumentNullException.ThrowIfNull(after);
        ArgumentNullException.ThrowIfNull(copied);
        var end = End(directory);
        return Guarded(() =>
        {
            using (var target = JournalFile.OpenCopy(file)) Fill(target, JournalDirectory.JournalFile(directory), (after, end.Position), copied);
            FileSync.Flush(file);
            return end;
        });
    }

    /// <summary>Adds a stretch to a copy that ends where the stretch begins; the copy is on the disk when this returns.</summary>
    /// <exception cref="JournalCorruptException">A link does not check, or the stretch is not the next.</exception>
    public static void Append(string stretch, string directory)
    {
        var after = End(directory);
        string file = JournalDirectory.JournalFile(directory);
        Guarded(() =>
        {
            using (var target = JournalFile.OpenCopy(file)) Fill(target, stretch, (after, long.MaxValue), _ => { });
            FileSync.Flush(file);
            return true;
        });
    }

    /// <summary>Reads a stretch and checks each record and link of it, and SQLite's pages.</summary>
    /// <returns>How many facts it holds.</returns>
    /// <exception cref="JournalCorruptException">Something does not check; the message says what.</exception>
    public static long Check(string stretch, JournalMark after)
    {
        ArgumentNullException.ThrowIfNull(after);
        long facts = CommitReader.ReadStretch(stretch, EventCatalogue.Shipped, after.Position + 1, after.Hash).LongCount();
        return JournalFile.CheckPages(stretch) is { } bad ? throw new JournalCorruptException(bad) : facts;
    }

    /// <summary>When the fact at a position was heard; null for 0.</summary>
    public static DateTimeOffset? HeardAt(string directory, long position) =>
        position == 0 ? null : SqliteJournal.ReadOnly(directory, position - 1).First().Fact.Heard;

    private static void Fill(Database target, string source, (JournalMark After, long UpTo) range, Action<long> copied)
    {
        using var from = JournalFile.OpenToRead(source);
        using var decoder = new CommitDecoder(EventCatalogue.Shipped);
        var place = range.After;
        if (place.Position > 0 && JournalFile.At(from, place.Position) is { } last && JournalMark.After(last) != place)
            throw new JournalCorruptException($"{source} is not the journal that was copied before: its link at {place.Position} differs.", place.Position);
        long bytes = 0;
        using var insert = target.Prepare("INSERT INTO commits(first, count, records, hash) VALUES(?1, ?2, ?3, ?4)");
        target.Execute("BEGIN IMMEDIATE");
        foreach (var commit in CommitReader.Rows(from, place.Position + 1))
        {
            if (commit.First > range.UpTo) break;
            decoder.CheckLink(commit, place.Position + 1, place.Hash);
            insert.Bind(1, commit.First).Bind(2, commit.Count).Bind(3, commit.Records).Bind(4, commit.Hash).Run();
            place = JournalMark.After(commit);
            bytes += commit.Records.Length;
            if (bytes < BytesATransaction) continue;
            bytes = 0;
            target.Execute("COMMIT");
            target.Execute("BEGIN IMMEDIATE");
            copied(place.Position);
        }
        CopyNames(from, target, place.Position);
        target.Execute("COMMIT");
        copied(place.Position);
    }

    private static void CopyNames(Database from, Database target, long upTo)
    {
        using var names = from.Prepare("SELECT name, first FROM names WHERE first <= ?1");
        using var insert = target.Prepare("INSERT OR IGNORE INTO names(name, first) VALUES(?1, ?2)");
        names.Bind(1, upTo);
        while (names.Step()) insert.Bind(1, names.Text(0)).Bind(2, names.Int64(1)).Run();
    }

    private static T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (SqliteException e)
        {
            throw e.AsReadFailure();
        }
    }
}
