using SQLitePCL;

namespace OpsCenter.Kiosk.Outbox.Native;

/// <summary>One connection, used by one thread at a time. SQL texts are constants of this project; values are always bound.</summary>
internal sealed class SqliteFile : IDisposable
{
    private readonly sqlite3 _handle;

    internal SqliteFile(string path)
    {
        _ = SqliteLibrary.Loaded;
        int code = raw.sqlite3_open_v2(path, out _handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        raw.sqlite3_extended_result_codes(_handle, 1);
        if (code == raw.SQLITE_OK) return;
        var failure = Failure(code);
        _handle.Dispose();
        throw failure;
    }

    internal bool IsInTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    /// <summary>How many rows the last statement changed.</summary>
    internal int Changes => raw.sqlite3_changes(_handle);

    internal SqliteStatement Prepare(string sql)
    {
        int code = raw.sqlite3_prepare_v2(_handle, sql, out var statement);
        return code == raw.SQLITE_OK ? new SqliteStatement(this, statement) : throw Failure(code);
    }

    /// <summary>Runs one statement to its end.</summary>
    /// <returns>Its first row's first column as text; null when it has no row.</returns>
    internal string? Execute(string sql)
    {
        using var statement = Prepare(sql);
        string? first = statement.Step() ? statement.Text(0) : null;
        while (first is not null && statement.Step())
        {
            // Only the first row is asked for; the others are run through, so that the statement takes effect.
        }
        return first;
    }

    internal SqliteFailure Failure(int code) => new(code, raw.sqlite3_errmsg(_handle).utf8_to_string());

    public void Dispose() => _handle.Dispose();
}

/// <summary>A prepared statement: bind, step until false, reset.</summary>
internal sealed class SqliteStatement(SqliteFile file, sqlite3_stmt handle) : IDisposable
{
    internal SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    internal SqliteStatement Bind(int index, ReadOnlySpan<byte> value)
    {
        Check(raw.sqlite3_bind_blob(handle, index, value));
        return this;
    }

    internal SqliteStatement Bind(int index, string value)
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
        var failure = file.Failure(code);
        raw.sqlite3_reset(handle);
        throw failure;
    }

    /// <summary>Runs a statement that has no rows, and makes it ready for the next time.</summary>
    internal void Run()
    {
        Step();
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
        if (code != raw.SQLITE_OK) throw file.Failure(code);
    }
}
