using SQLitePCL;

namespace OpsCenter.Kiosk.Outbox.Native;

/// <summary>What SQLite answered when it was not success.</summary>
/// <param name="code">The extended result code (sqlite.org/rescode.html).</param>
/// <param name="message">SQLite's own sentence.</param>
internal sealed class SqliteFailure(int code, string message) : IOException($"{message} (SQLite {code})")
{
    /// <summary>No space is left; the transaction can be taken back.</summary>
    internal bool IsFull => (code & 0xFF) == raw.SQLITE_FULL;

    /// <summary>Another process holds the file.</summary>
    internal bool IsBusy => (code & 0xFF) is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>The file itself is damaged.</summary>
    internal bool IsCorrupt => (code & 0xFF) is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB;
}
