using System.Globalization;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Kiosk.Outbox.Native;
using OpsCenter.KioskProtocol.Receipts;

namespace OpsCenter.Kiosk.Outbox;

/// <summary>The outbox's file: its tables and its pragmas. Used by one thread at a time.</summary>
/// <remarks>
/// A write-ahead log, not a rollback journal: an append is then one fsync of one file instead of two or three and a directory's, which on a
/// memory card is the difference between 10 and 40 ms; its checksums throw a torn tail away by themselves. <c>synchronous=FULL</c> syncs the
/// log at each commit. The exclusive lock keeps a second agent from giving the same numbers, and needs no shared-memory file.
/// The highest number given stands in a row of its own, written with each append: deleting taps never frees a number.
/// </remarks>
internal sealed class OutboxFile : IDisposable
{
    private const string ApplicationId = "1330859864"; // "OSOX": what `file` shows, and what tells a foreign database
    private readonly SqliteFile _file;
    private readonly SqliteStatement _insert, _raise, _read, _sum, _delete;

    private OutboxFile(SqliteFile file, OutboxId id, long last)
    {
        (_file, Id, LastSeq) = (file, id, last);
        _insert = file.Prepare("INSERT INTO tap(seq, payload, crc) VALUES (?1, ?2, ?3)");
        _raise = file.Prepare("UPDATE outbox SET last = ?1");
        _read = file.Prepare("SELECT seq, payload, crc FROM tap WHERE seq > ?1 AND seq <= ?2 ORDER BY seq LIMIT ?3");
        _sum = file.Prepare("SELECT coalesce(sum(length(payload)), 0) FROM tap WHERE seq BETWEEN ?1 AND ?2");
        _delete = file.Prepare("DELETE FROM tap WHERE seq BETWEEN ?1 AND ?2");
    }

    internal OutboxId Id { get; }

    internal long LastSeq { get; private set; }

    /// <summary>Opens the file, or makes it; throws <see cref="SqliteFailure"/> when it cannot be read.</summary>
    internal static OutboxFile Open(string path, Func<OutboxId> drawId)
    {
        var file = new SqliteFile(path);
        try
        {
            file.Execute("PRAGMA locking_mode=EXCLUSIVE");
            file.Execute("PRAGMA cache_size=-256");
            file.Execute("PRAGMA journal_mode=WAL");
            file.Execute("PRAGMA synchronous=FULL");
            file.Execute("PRAGMA wal_autocheckpoint=256");
            file.Execute("PRAGMA journal_size_limit=1048576");
            file.Execute("BEGIN IMMEDIATE");
            if (file.Execute("PRAGMA application_id") is "0") Create(file, drawId());
            else if (file.Execute("PRAGMA application_id") == ApplicationId && file.Execute("PRAGMA user_version") is "0") AddChecks(file);
            file.Execute("COMMIT");
            if (file.Execute("PRAGMA application_id") is not ApplicationId) throw new OutboxBrokenException($"{path} is no outbox.", null);
            bool isSound = file.Execute("PRAGMA quick_check(1)") is "ok";
            if (!isSound || !OutboxId.TryParse(file.Execute("SELECT id FROM outbox"), null, out var id)) throw new SqliteFailure(SQLitePCL.raw.SQLITE_CORRUPT, $"{path} is damaged.");
            return new OutboxFile(file, id, long.Parse(file.Execute("SELECT last FROM outbox")!, CultureInfo.InvariantCulture));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>How many taps are held, and their bytes together. Reads the whole table.</summary>
    internal (int Count, long Bytes) Weigh()
    {
        using var statement = _file.Prepare("SELECT count(*), coalesce(sum(length(payload)), 0) FROM tap");
        statement.Step();
        return ((int)statement.Int64(0), statement.Int64(1));
    }

    /// <summary>The lowest number held; 0 when none is.</summary>
    internal long Oldest()
    {
        using var statement = _file.Prepare("SELECT coalesce(min(seq), 0) FROM tap");
        statement.Step();
        return statement.Int64(0);
    }

    /// <summary>Stores all or none, in one transaction and one fsync.</summary>
    internal void Append(IReadOnlyList<OutboxEntry> entries, Action<FaultPoint>? faults)
    {
        _file.Execute("BEGIN IMMEDIATE");
        try
        {
            foreach (var entry in entries) _insert.Bind(1, entry.Seq).Bind(2, entry.Payload).Bind(3, RecordCheck.Of(entry.Seq, entry.Payload)).Run();
            _raise.Bind(1, entries[^1].Seq).Run();
            faults?.Invoke(FaultPoint.BeforeOutboxCommit);
            _file.Execute("COMMIT");
            LastSeq = entries[^1].Seq;
        }
        finally
        {
            if (_file.IsInTransaction) _file.Execute("ROLLBACK");
        }
    }

    /// <summary>The taps that are as they were stored, and the rows of those that are not: nobody knows any more what they said.</summary>
    internal (List<OutboxEntry> Sound, List<OutboxEntry> Damaged) Read(long after, long upTo, int most)
    {
        var sound = new List<OutboxEntry>();
        var damaged = new List<OutboxEntry>();
        _read.Bind(1, after).Bind(2, upTo).Bind(3, most);
        while (_read.Step())
        {
            var entry = new OutboxEntry(_read.Int64(0), _read.Blob(1));
            (RecordCheck.Holds(_read.Int64(2), entry.Seq, entry.Payload) ? sound : damaged).Add(entry);
        }
        _read.Reset();
        return (sound, damaged);
    }

    /// <summary>Keeps damaged rows where they are never sent.</summary>
    internal void SetAside(IReadOnlyList<OutboxEntry> damaged)
    {
        _file.Execute("BEGIN IMMEDIATE");
        try
        {
            using var move = _file.Prepare("INSERT INTO damaged SELECT seq, payload, crc FROM tap WHERE seq = ?1");
            foreach (var entry in damaged)
            {
                move.Bind(1, entry.Seq).Run();
                _delete.Bind(1, entry.Seq).Bind(2, entry.Seq).Run();
            }
            _file.Execute("COMMIT");
        }
        finally
        {
            if (_file.IsInTransaction) _file.Execute("ROLLBACK");
        }
    }

    /// <summary>Forgets what the receipt covers. It waits for no fsync: a tap that comes back after a power cut is sent again and counts nothing.</summary>
    internal (int Count, long Bytes) Delete(Receipt receipt)
    {
        (int Count, long Bytes) deleted = default;
        _file.Execute("PRAGMA synchronous=NORMAL");
        _file.Execute("BEGIN IMMEDIATE");
        try
        {
            long from = 1;
            foreach (var range in receipt.Missing)
            {
                DeleteRun(from, range.From - 1, ref deleted);
                from = range.To + 1;
            }
            DeleteRun(from, receipt.KnownUpTo, ref deleted);
            _file.Execute("COMMIT");
            return deleted;
        }
        finally
        {
            if (_file.IsInTransaction) _file.Execute("ROLLBACK");
            _file.Execute("PRAGMA synchronous=FULL");
        }
    }

    public void Dispose()
    {
        foreach (var statement in new[] { _insert, _raise, _read, _sum, _delete }) statement.Dispose();
        _file.Dispose();
    }

    private void DeleteRun(long from, long to, ref (int Count, long Bytes) deleted)
    {
        if (from > to) return;
        _sum.Bind(1, from).Bind(2, to).Step();
        deleted.Bytes += _sum.Int64(0);
        _sum.Reset();
        _delete.Bind(1, from).Bind(2, to).Run();
        deleted.Count += _file.Changes;
    }

    private static void Create(SqliteFile file, OutboxId id)
    {
        file.Execute("CREATE TABLE outbox(one INTEGER PRIMARY KEY CHECK (one = 1), id TEXT NOT NULL, last INTEGER NOT NULL)");
        file.Execute("CREATE TABLE tap(seq INTEGER PRIMARY KEY, payload BLOB NOT NULL)");
        using var insert = file.Prepare("INSERT INTO outbox VALUES (1, ?1, 0)");
        insert.Bind(1, id.ToString()).Run();
        file.Execute($"PRAGMA application_id={ApplicationId}");
        AddChecks(file);
    }

    // What a file of the first format holds has no check, and is believed as before.
    private static void AddChecks(SqliteFile file)
    {
        file.Execute("ALTER TABLE tap ADD COLUMN crc INTEGER");
        file.Execute("CREATE TABLE damaged(seq INTEGER, payload BLOB, crc INTEGER)");
        file.Execute("PRAGMA user_version=1");
    }
}
