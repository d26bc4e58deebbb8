using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite;

/// <summary>
/// Copies the write-ahead log into the journal's file beside the writer, and makes the ballast anew. A copy under steady writes never
/// catches up by itself, so it asks the writer to finish the last few pages; then the log starts over and its file stays small.
/// </summary>
internal sealed class Housekeeping : IDisposable
{
    private static readonly TimeSpan BallastEvery = TimeSpan.FromSeconds(5);
    private readonly Database _database;
    private readonly Ballast _ballast;
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly ITimer _timer;
    private readonly Thread _thread;
    private volatile bool _stopping;
    private volatile bool _copyWanted;
    private volatile bool _finishWanted;
    private volatile IOException? _failure;

    internal Housekeeping(string journalFile, SqliteJournalOptions options, Ballast ballast)
    {
        _ballast = ballast;
        _database = JournalFile.OpenToWrite(journalFile, options.Durability);
        _thread = new Thread(Run) { Name = "journal housekeeping", IsBackground = true };
        _thread.Start();
        _timer = options.Time.CreateTimer(_ => _wake.Set(), null, BallastEvery, BallastEvery);
    }

    /// <summary>Why copying failed; null while it works. The writer must stop then: the disk is not what it was.</summary>
    internal IOException? Failure => _failure;

    /// <summary>Asks for a copy; called by the writer when the log has grown.</summary>
    internal void WantCopy()
    {
        _copyWanted = true;
        _wake.Set();
    }

    /// <summary>True once for each copy that the writer should finish on its own connection.</summary>
    internal bool TakeFinish()
    {
        if (!_finishWanted) return false;
        _finishWanted = false;
        return true;
    }

    public void Dispose()
    {
        _timer.Dispose();
        _stopping = true;
        _wake.Set();
        _thread.Join();
        _database.Dispose();
        _wake.Dispose();
    }

    private void Run()
    {
        while (_wake.WaitOne() && !_stopping)
        {
            _ballast.TryMake();
            if (_copyWanted) Copy();
        }
    }

    private void Copy()
    {
        _copyWanted = false;
        try
        {
            _database.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            _finishWanted = true;
        }
        catch (SqliteException e) when (e.IsFull)
        {
            _ballast.Release();
        }
        catch (SqliteException e)
        {
            _failure = e;
        }
    }
}
