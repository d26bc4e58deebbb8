using OpsCenter.Journal.Catalogue;
using OpsCenter.Journal.Records;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite;

/// <summary>The journal's file: its format, its tables, and the one row per commit.</summary>
internal static class JournalFile
{
    /// <summary>The layout of tables and records that this server writes. A higher one is refused, never guessed at.</summary>
    /// <remarks>2 added the flag of a tap whose clocks were not believed; a file of format 1 is read as it is and becomes 2 when it is opened to write.</remarks>
    internal const int Format = 2;
    private const int OldestFormat = 1;
    private const int ApplicationId = 0x4F50534A; // “OPSJ”: what `file` shows, and what tells a foreign database

    /// <summary>Opens a journal to write; makes it when the file is empty or not there.</summary>
    internal static Database OpenToWrite(string path, Durability durability)
    {
        JournalDirectory.PrepareFile(path);
        var database = new Database(path, create: true);
        try
        {
            database.Execute("PRAGMA busy_timeout=10000");
            database.Execute("PRAGMA journal_mode=WAL");
            database.Execute(durability == Durability.Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF");
            database.Execute("PRAGMA wal_autocheckpoint=0");
            database.Execute("PRAGMA journal_size_limit=33554432");
            if (database.Number("PRAGMA application_id") == 0 && database.Number("SELECT count(*) FROM sqlite_master") == 0) Create(database);
            if (CheckFormat(database, path) < Format) database.Execute($"PRAGMA user_version={Format}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a copy that nobody else knows of yet, to fill it; makes it when it is not there. The caller syncs it when it is whole.</summary>
    internal static Database OpenCopy(string path)
    {
        JournalDirectory.PrepareFile(path);
        var database = new Database(path, create: true);
        try
        {
            database.Execute("PRAGMA journal_mode=OFF");
            database.Execute("PRAGMA synchronous=OFF");
            if (database.Number("PRAGMA application_id") == 0 && database.Number("SELECT count(*) FROM sqlite_master") == 0) Create(database);
            CheckFormat(database, path);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Opens a journal that another connection, or another process, may be writing.</summary>
    internal static Database OpenToRead(string path)
    {
        if (!File.Exists(path)) throw new JournalRefusedException($"There is no journal at {path}.");
        var database = new Database(path, create: false);
        try
        {
            database.Execute("PRAGMA busy_timeout=10000");
            database.Execute("PRAGMA query_only=1");
            CheckFormat(database, path);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>What SQLite finds wrong with its own pages, as a sentence; null when nothing.</summary>
    internal static string? CheckPages(string path)
    {
        try
        {
            using var database = OpenToRead(path);
            using var statement = database.Prepare("PRAGMA integrity_check(1)");
            string found = statement.Step() ? statement.Text(0) : "no answer";
            return found == "ok" ? null : $"bad pages: {found}";
        }
        catch (SqliteException e)
        {
            return $"bad pages: {e.Message}";
        }
    }

    /// <summary>Refuses a journal that holds a name which the catalogue cannot read: what is skipped is lost.</summary>
    internal static HashSet<string> CheckNames(Database database, EventCatalogue catalogue)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        using var statement = database.Prepare("SELECT name FROM names");
        while (statement.Step()) names.Add(statement.Text(0));
        foreach (string name in names)
            if (!catalogue.Knows(name)) throw new JournalRefusedException(EventCatalogue.Unknown(name));
        return names;
    }

    /// <summary>The commit that holds a position or, when there is none, the newest before it; null in an empty journal.</summary>
    internal static StoredCommit? At(Database database, long position)
    {
        using var statement = database.Prepare("SELECT first, count, records, hash FROM commits WHERE first <= ?1 ORDER BY first DESC LIMIT 1");
        return statement.Bind(1, position).Step() ? Row(statement) : null;
    }

    internal static StoredCommit Row(Statement statement) => new(statement.Int64(0), statement.Int64(1), statement.Blob(2), statement.Blob(3));

    private static void Create(Database database)
    {
        database.Execute("BEGIN IMMEDIATE");
        database.Execute("CREATE TABLE commits(first INTEGER PRIMARY KEY, count INTEGER NOT NULL, records BLOB NOT NULL, hash BLOB NOT NULL)");
        database.Execute("CREATE TABLE names(name TEXT PRIMARY KEY, first INTEGER NOT NULL) WITHOUT ROWID");
        database.Execute($"PRAGMA application_id={ApplicationId}");
        database.Execute($"PRAGMA user_version={Format}");
        database.Execute("COMMIT");
    }

    private static long CheckFormat(Database database, string path)
    {
        if (database.Number("PRAGMA application_id") != ApplicationId) throw new JournalRefusedException($"{path} is no journal of this system.");
        long format = database.Number("PRAGMA user_version");
        return format is >= OldestFormat and <= Format
            ? format
            : throw new JournalRefusedException(
                $"{path} has format {format}; this server reads formats {OldestFormat} to {Format}. Start the version that wrote it, or a newer one.");
    }
}
