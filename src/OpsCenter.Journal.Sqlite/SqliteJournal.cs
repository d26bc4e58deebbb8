using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Catalogue;
using OpsCenter.Journal.Records;
using OpsCenter.Journal.Snapshots;
using OpsCenter.Journal.Sqlite.Native;
using OpsCenter.Journal.Verification;

namespace OpsCenter.Journal.Sqlite;

/// <summary>The journal in one SQLite file: write-ahead log, one row a commit, one fsync a commit, one owner.</summary>
/// <remarks>
/// <see cref="Commit"/> belongs to one thread. Reading opens connections of its own and never holds the writer up.
/// After a failed write every call throws <see cref="JournalFailedException"/>: the process must end (house rule H3).
/// </remarks>
public sealed class SqliteJournal : IJournal
{
    private const int PageBytes = 4096;
    private const int CopyAtMost = 4; // times CheckpointBytes, before the writer copies the log itself
    private readonly EventCatalogue _catalogue;
    private readonly SqliteJournalOptions _options;
    private readonly JournalDirectory _directory;
    private readonly string _file;
    private readonly Ballast _ballast;
    private readonly Database _database;
    private readonly Housekeeping _housekeeping;
    private readonly SnapshotFolder _snapshots;
    private readonly CommitEncoder _encoder;
    private readonly Statement _begin, _insert, _name, _commit, _restart;
    private readonly HashSet<string> _names;
    private byte[] _hash = new byte[CommitEncoder.HashBytes];
    private long _head;
    private long _logBytes, _logBytesAsked, _restartFrom;
    private volatile JournalFailedException? _failed;
    private bool _isDisposed;

    private SqliteJournal(SqliteJournalOptions options, EventCatalogue catalogue, JournalDirectory directory, Database database)
    {
        _options = options;
        _catalogue = catalogue;
        _directory = directory;
        _file = JournalDirectory.JournalFile(directory.Path);
        _database = database;
        _names = JournalFile.CheckNames(_database, catalogue);
        _encoder = new CommitEncoder(catalogue);
        _begin = _database.Prepare("BEGIN IMMEDIATE");
        _insert = _database.Prepare("INSERT INTO commits(first, count, records, hash) VALUES(?1, ?2, ?3, ?4)");
        _name = _database.Prepare("INSERT INTO names(name, first) VALUES(?1, ?2)");
        _commit = _database.Prepare("COMMIT");
        _restart = _database.Prepare("PRAGMA wal_checkpoint(RESTART)");
        _database.Execute("PRAGMA busy_timeout=100"); // nobody else writes: only the end of a short read is ever waited for
        ResumeChain();
        _snapshots = new SnapshotFolder(JournalDirectory.SnapshotFolder(directory.Path), options.Faults);
        _ballast = new Ballast(JournalDirectory.BallastFile(directory.Path), options.BallastBytes);
        _ballast.TryMake();
        _housekeeping = new Housekeeping(_file, options, _ballast);
        TakeOverLog();
    }

    /// <summary>Opens the journal of a directory and owns it; makes both when they are not there.</summary>
    /// <exception cref="JournalRefusedException">Another server owns the directory, or the journal is of a newer format, holds an event of an unknown name, or is none.</exception>
    /// <exception cref="JournalCorruptException">The newest commit does not check.</exception>
    public static SqliteJournal Open(SqliteJournalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return Open(options, EventCatalogue.Shipped);
    }

    /// <summary>Which SQLite this process runs on; the host warns when it is the bundled one.</summary>
    public static SqliteLibrary Library => SqliteLibrary.Loaded;

    /// <inheritdoc/>
    public long Head => Volatile.Read(ref _head);

    /// <summary>Bytes that the disk can still take, the ballast not counted.</summary>
    public long FreeBytes => Ballast.FreeBytes(_file);

    /// <summary>False from the moment a full disk took the ballast until there is space to make it anew: health is red meanwhile.</summary>
    public bool BallastStands => _ballast.Stands;

    /// <summary>Why the process must end; null while all is well.</summary>
    public JournalFailedException? Failure => _failed;

    internal static SqliteJournal Open(SqliteJournalOptions options, EventCatalogue catalogue)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.BallastBytes);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.CheckpointBytes, 64 << 10);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.CheckpointBytes, 32 << 20);
        var directory = new JournalDirectory(options.Directory);
        Database? database = null;
        try
        {
            database = JournalFile.OpenToWrite(JournalDirectory.JournalFile(directory.Path), options.Durability);
            return new SqliteJournal(options, catalogue, directory, database);
        }
        catch (Exception e)
        {
            database?.Dispose();
            directory.Dispose();
            if (e is SqliteException failure) throw failure.AsReadFailure();
            throw;
        }
    }

    /// <summary>Reads and counts the journal of a directory afresh; a server that owns it may go on meanwhile.</summary>
    /// <remarks>Besides every CRC and link, SQLite checks its own pages: a page that hides rows breaks no link.</remarks>
    /// <exception cref="JournalRefusedException">There is no journal, or one that this server cannot read.</exception>
    public static VerifyReport Verify(string directory) => Verify(directory, checksPages: true, _ => { });

    /// <summary>Reads and counts the journal of a directory afresh.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="checksPages">Whether SQLite checks its own pages too: one long read, which a loaded server beside would feel.</param>
    /// <param name="read">Told each position that was read.</param>
    /// <exception cref="JournalRefusedException">There is no journal, or one that this server cannot read.</exception>
    public static VerifyReport Verify(string directory, bool checksPages, Action<long> read)
    {
        string file = JournalDirectory.JournalFile(Path.GetFullPath(directory));
        var report = Verifier.Run(damage => CommitReader.ReadPastDamage(file, EventCatalogue.Shipped, damage).Select(recorded =>
        {
            read(recorded.Position);
            return recorded;
        }));
        return checksPages && report.Chain == VerifyReport.Sound ? report with { Chain = JournalFile.CheckPages(file) ?? VerifyReport.Sound } : report;
    }

    /// <summary>Reads the journal of a directory that another process may own, or none: for tools.</summary>
    /// <param name="directory">The directory.</param>
    /// <param name="after">Facts with a higher position are read; 0 reads all.</param>
    /// <exception cref="JournalRefusedException">There is no journal, or one that this server cannot read.</exception>
    /// <exception cref="JournalCorruptException">A record or a link does not check.</exception>
    public static IEnumerable<Recorded> ReadOnly(string directory, long after) =>
        CommitReader.Read(JournalDirectory.JournalFile(Path.GetFullPath(directory)), EventCatalogue.Shipped, after);

    /// <inheritdoc/>
    public void Commit(IReadOnlyList<Recorded> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ThrowIfFailed();
        if (_housekeeping.Failure is { } failure) throw Fail(failure);
        _encoder.Encode(batch, _head, _hash);
        try
        {
            if (_housekeeping.TakeFinish() || _logBytes >= Math.Max(_restartFrom, CopyAtMost * _options.CheckpointBytes)) RestartLog();
            Write(batch);
        }
        catch (IOException e)
        {
            throw Refuse(e);
        }
        Remember(batch);
        _options.Faults?.Invoke(FaultPoint.AfterCommit);
    }

    /// <inheritdoc/>
    public IEnumerable<Recorded> Read(long after)
    {
        ThrowIfFailed();
        return CommitReader.Read(_file, _catalogue, after);
    }

    /// <inheritdoc/>
    public void SaveSnapshot(string name, long position, ReadOnlySpan<byte> content)
    {
        ThrowIfFailed();
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, Head);
        if (!BallastStands) throw new JournalFullException("The disk is nearly full; what is left of it is the journal's, no snapshot is kept.");
        _snapshots.Save(name, position, CommitReader.LinkAt(_file, position), content);
    }

    /// <inheritdoc/>
    public IEnumerable<Snapshot> Snapshots(string name)
    {
        ThrowIfFailed();
        return _snapshots.Load(name, Head, position => CommitReader.LinkAt(_file, position));
    }

    /// <summary>Closes the journal and gives the directory up; once more changes nothing.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isDisposed, true)) return;
        _housekeeping.Dispose();
        foreach (var statement in (Statement[])[_begin, _insert, _name, _commit, _restart]) statement.Dispose();
        _database.Dispose();
        _encoder.Dispose();
        _directory.Dispose();
    }

    /// <summary>Lets SQLite itself answer “full” at a size, so that a test meets its real answer.</summary>
    internal void LimitPages(int pages) => _database.Execute($"PRAGMA max_page_count={pages}");

    private void Write(IReadOnlyList<Recorded> batch)
    {
        _options.Faults?.Invoke(FaultPoint.BeforeWrite);
        _begin.Run();
        foreach (var type in _encoder.Names)
            if (!_names.Contains(type.Name)) _name.Bind(1, type.Name).Bind(2, _head + 1).Run();
        _insert.Bind(1, _head + 1).Bind(2, batch.Count).Bind(3, _encoder.Records).Bind(4, _encoder.Hash).Run();
        _options.Faults?.Invoke(FaultPoint.BeforeCommit);
        _commit.Run();
    }

    private void Remember(IReadOnlyList<Recorded> batch)
    {
        foreach (var type in _encoder.Names) _names.Add(type.Name);
        _encoder.Hash.CopyTo(_hash);
        Volatile.Write(ref _head, _head + batch.Count);
        _logBytes += _encoder.Records.Length + 2 * PageBytes;
        if (_logBytes - _logBytesAsked < _options.CheckpointBytes) return;
        _logBytesAsked = _logBytes;
        _housekeeping.WantCopy();
    }

    // What killed servers left of the log counts too: else one that is killed again and again before its share is full never copies it.
    private void TakeOverLog()
    {
        _logBytes = new FileInfo(_file + "-wal") is { Exists: true } log ? log.Length : 0;
        if (_logBytes < _options.CheckpointBytes) return;
        (_logBytesAsked, _restartFrom) = (_logBytes, _logBytes + CopyAtMost * _options.CheckpointBytes); // in the background: the start does not wait for it
        _housekeeping.WantCopy();
    }

    // What the background copied is already on disk; only the pages written meanwhile are left. When the background falls behind, the
    // writer copies all of it and is slowed down by that. A reader in the way makes it try again a little later.
    private void RestartLog()
    {
        _options.Faults?.Invoke(FaultPoint.BeforeLogRestart);
        if (_restart.Step() && _restart.Int64(0) == 0) _logBytes = _logBytesAsked = _restartFrom = 0;
        else _restartFrom = _logBytes + _options.CheckpointBytes; // each try waits for the reader: not at every commit
        _restart.Reset();
    }

    private IOException Refuse(IOException e)
    {
        try
        {
            if (_database.IsInTransaction) _database.Execute("ROLLBACK");
        }
        catch (SqliteException)
        {
            return Fail(e);
        }
        if (e is not JournalFullException && e is not SqliteException { IsFull: true }) return Fail(e);
        _ballast.Release();
        return e as JournalFullException ?? new JournalFullException($"The disk of {_directory.Path} is full; the commit was rolled back.", e);
    }

    private JournalFailedException Fail(IOException e) =>
        _failed = new JournalFailedException($"A write to {_file} failed: what is on disk is unknown, and this process must end. {e.Message}", e);

    private void ThrowIfFailed()
    {
        if (_failed is { } failed) throw new JournalFailedException(failed.Message, failed);
    }

    private void ResumeChain()
    {
        if (JournalFile.At(_database, long.MaxValue) is not { } newest) return;
        byte[] before = JournalFile.At(_database, newest.First - 1)?.Hash ?? new byte[CommitEncoder.HashBytes];
        using var decoder = new CommitDecoder(_catalogue);
        decoder.Decode(newest, newest.First, before);
        _hash = newest.Hash;
        _head = newest.First + newest.Count - 1;
    }
}
