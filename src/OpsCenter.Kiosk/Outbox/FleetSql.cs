namespace OpsCenter.Kiosk.Outbox;

/// <summary>The texts of the fleet's file.</summary>
internal static class FleetSql
{
    internal const string Insert = "INSERT INTO tap VALUES (?1, ?2, ?3)";
    internal const string Raise = "INSERT INTO outbox VALUES (?1, ?2, ?3) ON CONFLICT (kiosk) DO UPDATE SET last = excluded.last";
    internal const string Delete = "DELETE FROM tap WHERE kiosk = ?1 AND seq = ?2";
    internal const string Note = "INSERT INTO note VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    internal const string Erase = "DELETE FROM note WHERE name = ?1";
    internal const string Outboxes = "SELECT kiosk, id, last FROM outbox";
    internal const string Taps = "SELECT kiosk, seq, payload FROM tap ORDER BY kiosk, seq";
    internal const string Notes = "SELECT name, value FROM note";

    internal static readonly string[] Open =
    [
        "PRAGMA locking_mode=EXCLUSIVE", "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA wal_autocheckpoint=1000", "PRAGMA journal_size_limit=8388608",
        "CREATE TABLE IF NOT EXISTS outbox(kiosk TEXT PRIMARY KEY, id TEXT NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS tap(kiosk TEXT NOT NULL, seq INTEGER NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (kiosk, seq)) WITHOUT ROWID",
        "CREATE TABLE IF NOT EXISTS note(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
    ];
}
