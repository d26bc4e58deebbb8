using SQLitePCL;

namespace OpsCenter.Journal.Sqlite.Native;

/// <summary>What SQLite answered when it was not success.</summary>
/// <param name="code">The extended result code (sqlite.org/rescode.html).</param>
/// <param name="message">SQLite's own sentence.</param>
internal sealed class SqliteException(int code, string message) : IOException($"{message} (SQLite {code})")
{
    internal int Code => code;

    /// <summary>No space: SQLITE_FULL, or the shared index of the log could not grow.</summary>
    internal bool IsFull => (code & 0xFF) == raw.SQLITE_FULL || code == raw.SQLITE_IOERR_SHMSIZE;

    /// <summary>What it means to whoever reads: the file is damaged (its pages, its header or its tables), or the disk did not answer.</summary>
    internal IOException AsReadFailure() => (code & 0xFF) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB or raw.SQLITE_ERROR or raw.SQLITE_FORMAT
        ? new JournalCorruptException($"The journal's file is damaged: {Message}.")
        : new JournalFailedException($"The journal cannot be read: {Message}.", this);
}

/// <summary>One connection. Belongs to one thread at a time. SQL texts are constants of this project; values are always bound.</summary>
internal sealed class Database : IDisposable
{
    private readonly sqlite3 _handle;

    internal Database(string path, bool create)
    {
        _ = SqliteLibrary.Loaded;
        int flags = raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_NOMUTEX | (create ? raw.SQLITE_OPEN_CREATE : 0);
        int code = raw.sqlite3_open_v2(path, out _handle, flags, null);
        raw.sqlite3_extended_result_codes(_handle, 1);
        if (code == raw.SQLITE_OK) return;
        var failure = Failure(code);
        _handle.Dispose();
        throw failure;
    }

    internal bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    internal void Execute(string sql)
    {
        using var statement = Prepare(sql);
        while (statement.Step())
        {
            // A pragma may answer with rows; none is needed here.
        }
    }

    internal long Number(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    internal Statement Prepare(string sql)
    {
        int code = raw.sqlite3_prepare_v2(_handle, sql, out var statement);
        return code == raw.SQLITE_OK ? new Statement(this, statement) : throw Failure(code);
    }

    internal SqliteException Failure(int code) => new(code, raw.sqlite3_errmsg(_handle).utf8_to_string());

    public void Dispose() => _handle.Dispose();
}

/// <summary>A prepared statement: bind, step until false, reset.</summary>
internal sealed class Statement(Database database, sqlite3_stmt handle) : IDisposable
{
    internal Statement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    internal Statement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    internal Statement Bind(int index, string value)
    {
        Check(raw.sqlite3_bind_text(handle, index, value));
        return this;
    }

    /// <summary>True when a row stands, false when there is none more. After a failure the statement is reset.</summary>
    internal bool Step()
    {
        int code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW) return true;
        if (code == raw.SQLITE_DONE) return false;
        var failure = database.Failure(code);
        raw.sqlite3_reset(handle);
        throw failure;
    }

    /// <summary>Runs the statement to its end and makes it ready for the next time.</summary>
    internal void Run()
    {
        while (Step())
        {
            // Statements that are run for their effect have no rows to read.
        }
        Reset();
    }

    internal void Reset()
    {
        raw.sqlite3_reset(handle);
        raw.sqlite3_clear_bindings(handle);
    }

    internal long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    internal string Text(int column) => raw.sqlite3_column_text(handle, column).utf8_to_string();

    internal byte[] Blob(int column) => raw.sqlite3_column_blob(handle, column).ToArray();

    public void Dispose() => handle.Dispose();

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK) throw database.Failure(code);
    }
}
