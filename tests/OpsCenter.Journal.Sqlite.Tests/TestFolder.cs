namespace OpsCenter.Journal.Sqlite.Tests;

/// <summary>A directory of its own for one test, gone afterwards.</summary>
internal sealed class TestFolder : IDisposable
{
    private static int _count;

    internal TestFolder() => Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"opscenter-journal-{Environment.ProcessId}-{Interlocked.Increment(ref _count)}");

    internal string Path { get; }

    internal SqliteJournalOptions Options => new(Path) { BallastBytes = 0 };

    public void Dispose()
    {
        if (Directory.Exists(Path)) Directory.Delete(Path, recursive: true);
    }
}
