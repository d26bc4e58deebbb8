using System.Diagnostics.CodeAnalysis;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Sealing;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite;

/// <summary>Keys in <c>DIR/keys.db</c>, readable by the owner only, backed up apart from the journal.</summary>
/// <remarks>Its log is emptied after each destruction, and deleted cells are overwritten, so that no copy of a destroyed key stays in the file system's files.</remarks>
public sealed class SqliteKeyStore : IKeyStore
{
    private const int Format = 1;
    private const int ApplicationId = 0x4F50534B; // “OPSK”
    private readonly Database _database;
    private readonly Action<FaultPoint>? _faults;
    private readonly Ballast _ballast;
    private readonly Statement _begin, _load, _insert, _erase, _delete, _commit;

    /// <summary>Opens the keys of a directory whose journal this process owns; makes the file when there is none.</summary>
    /// <exception cref="JournalRefusedException">The file is of a newer format, or no store of keys.</exception>
    public SqliteKeyStore(SqliteJournalOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _faults = options.Faults;
        _ballast = new Ballast(JournalDirectory.BallastFile(options.Directory), options.BallastBytes);
        JournalDirectory.Prepare(options.Directory);
        string path = JournalDirectory.KeysFile(options.Directory);
        JournalDirectory.PrepareFile(path);
        _database = new Database(path, create: true);
        try
        {
            Prepare(path, options.Durability);
            _begin = _database.Prepare("BEGIN IMMEDIATE");
            _load = _database.Prepare("SELECT key FROM keys WHERE name = ?1");
            _insert = _database.Prepare("INSERT INTO keys(name, key) VALUES(?1, ?2)");
            _erase = _database.Prepare("UPDATE keys SET key = zeroblob(length(key)) WHERE name = ?1");
            _delete = _database.Prepare("DELETE FROM keys WHERE name = ?1");
            _commit = _database.Prepare("COMMIT");
        }
        catch
        {
            _database.Dispose();
            throw;
        }
    }

    /// <summary>Refuses a directory whose journal holds facts and whose keys are gone: new ones would make every person in it a stranger, and nobody would notice.</summary>
    /// <exception cref="JournalRefusedException">There are no keys.</exception>
    public static void MustStandBeside(SqliteJournal journal, string directory)
    {
        ArgumentNullException.ThrowIfNull(journal);
        string file = JournalDirectory.KeysFile(directory);
        if (journal.Head == 0 || File.Exists(file)) return;
        throw new JournalRefusedException($"{directory} holds a journal, but {file} is gone. Put it back from the keys' backup; if it is lost for good, make an empty file of that name: "
            + "what the journal holds of persons can then never be read again.");
    }

    /// <inheritdoc/>
    public bool TryLoad(string name, [NotNullWhen(true)] out byte[]? key)
    {
        key = _load.Bind(1, name).Step() ? _load.Blob(0) : null;
        _load.Reset();
        return key is not null;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> Names(string start)
    {
        using var statement = _database.Prepare("SELECT name FROM keys WHERE substr(name, 1, length(?1)) = ?1");
        statement.Bind(1, start);
        var names = new List<string>();
        while (statement.Step()) names.Add(statement.Text(0));
        return names;
    }

    /// <inheritdoc/>
    public void Save(IReadOnlyCollection<KeyValuePair<string, byte[]>> keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        Transact("kept", () =>
        {
            foreach (var (name, key) in keys) _insert.Bind(1, name).Bind(2, key).Run();
            _faults?.Invoke(FaultPoint.BeforeKeyFlush);
        });
        _faults?.Invoke(FaultPoint.AfterKeyFlush);
    }

    /// <inheritdoc/>
    public bool Destroy(string name)
    {
        if (!TryLoad(name, out _)) return false;
        Transact("destroyed", () =>
        {
            _erase.Bind(1, name).Run();
            _delete.Bind(1, name).Run();
            _faults?.Invoke(FaultPoint.BeforeKeyErasure);
        });
        _faults?.Invoke(FaultPoint.AfterKeyErasure);
        _database.Execute("PRAGMA wal_checkpoint(TRUNCATE)");
        return true;
    }

    /// <summary>Closes the file.</summary>
    public void Dispose()
    {
        foreach (var statement in (Statement[])[_begin, _load, _insert, _erase, _delete, _commit]) statement.Dispose();
        _database.Dispose();
    }

    private void Prepare(string path, Durability durability)
    {
        _database.Execute("PRAGMA busy_timeout=10000");
        _database.Execute("PRAGMA journal_mode=WAL");
        _database.Execute(durability == Durability.Full ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF");
        _database.Execute("PRAGMA secure_delete=ON");
        if (_database.Number("PRAGMA application_id") == 0 && _database.Number("SELECT count(*) FROM sqlite_master") == 0)
        {
            _database.Execute("BEGIN IMMEDIATE");
            _database.Execute("CREATE TABLE keys(name TEXT PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID");
            _database.Execute($"PRAGMA application_id={ApplicationId}");
            _database.Execute($"PRAGMA user_version={Format}");
            _database.Execute("COMMIT");
        }
        if (_database.Number("PRAGMA application_id") != ApplicationId) throw new JournalRefusedException($"{path} is no store of keys of this system.");
        if (_database.Number("PRAGMA user_version") is var format and not Format) throw new JournalRefusedException($"{path} has format {format}; this server reads format {Format}.");
    }

    private void Transact(string done, Action work)
    {
        try
        {
            _begin.Run();
            work();
            _commit.Run();
        }
        catch (IOException e)
        {
            if (_database.IsInTransaction) _database.Execute("ROLLBACK");
            if (e is SqliteException { IsFull: true } or JournalFullException)
            {
                _ballast.Release(); // a commit waits for its keys: without this the journal would never ask for the space
                throw new JournalFullException($"The disk is full: no key was {done}.", e);
            }
            throw new JournalFailedException($"The keys could not be {done}, and this process must end. {e.Message}", e);
        }
    }
}
