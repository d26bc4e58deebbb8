using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Sqlite.Tests;

public sealed class LogSizeTests : IDisposable
{
    private const long Checkpoint = 256 << 10;
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_log_stays_small_under_steady_writes_while_others_read_without_end()
    {
        using var journal = SqliteJournal.Open(_folder.Options with { CheckpointBytes = Checkpoint });
        using var stop = new CancellationTokenSource();
        long seen = 0;
        var reader = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
                foreach (var recorded in journal.Read(0)) seen = Math.Max(seen, recorded.Position);
        });
        reader.Start();
        for (int commit = 0; commit < 200; commit++) journal.Commit(Facts.CheckIns(journal.Head + 1, 200));
        stop.Cancel();
        reader.Join();
        long log = new FileInfo(JournalDirectory.JournalFile(_folder.Path) + "-wal").Length;
        Assert.InRange(log, 1, 8 * Checkpoint); // of 12 MB written; 8 times the default is the 64 MB that is promised
        Assert.InRange(seen, 1, journal.Head);
        Assert.Equal(40_000, journal.Read(0).Count());
    }
}
