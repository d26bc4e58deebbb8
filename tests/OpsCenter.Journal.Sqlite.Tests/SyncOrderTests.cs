namespace OpsCenter.Journal.Sqlite.Tests;

/// <summary>FT-03 and FT-08 for the journal alone: the kernel's own record of who wrote, synced and told, in order.</summary>
public sealed class SyncOrderTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly string _trace = Path.GetTempFileName();

    public void Dispose()
    {
        _folder.Dispose();
        File.Delete(_trace);
    }

    [Theory, InlineData(Durability.Full), InlineData(Durability.LosesDataForTests)]
    public async Task Every_report_follows_the_sync_of_its_commit(Durability durability)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "Needs strace.");
        var cancellation = TestContext.Current.CancellationToken;
        using var writer = WriterProcess.StartTraced(_folder.Path, _trace, durability);
        await writer.ReadUntil(report => report.Head >= 300, cancellation);
        await writer.Kill(cancellation);

        var (told, toldTooEarly) = Count(File.ReadLines(_trace));

        Assert.InRange(told, 100, int.MaxValue);
        if (durability == Durability.Full) Assert.Equal(0, toldTooEarly);
        else Assert.Equal(told, toldTooEarly); // the negative control: without sync every report is too early
    }

    [Theory, InlineData("fdatasync:error=EIO:when=40+"), InlineData("pwrite64:error=EIO:when=200+")]
    public async Task A_sync_or_write_that_fails_ends_the_process_and_nothing_is_told_after_it(string inject)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/strace"), "Needs strace.");
        var cancellation = TestContext.Current.CancellationToken;
        using var writer = WriterProcess.StartTraced(_folder.Path, _trace, Durability.Full, inject);

        var (reported, exitCode) = await writer.End(cancellation);

        Assert.NotEqual(0, exitCode);
        Assert.InRange(reported, 3, 600);
        var afterFailure = File.ReadLines(_trace).SkipWhile(line => !line.Contains("(INJECTED)", StringComparison.Ordinal));
        Assert.NotEmpty(afterFailure);
        Assert.DoesNotContain(afterFailure, line => line.Contains("durable", StringComparison.Ordinal));
        var verified = SqliteJournal.Verify(_folder.Path);
        Assert.True(verified.IsSound, verified.Chain);
        Assert.True(verified.Events >= reported);
    }

    private static (int Told, int TooEarly) Count(IEnumerable<string> trace)
    {
        int told = 0, tooEarly = 0;
        var unsynced = new HashSet<string>(); // threads that wrote to the log since they last synced it
        foreach (string line in trace)
        {
            string thread = line.Split(' ', 2)[0];
            if (line.Contains("write(", StringComparison.Ordinal) && line.Contains("durable", StringComparison.Ordinal))
            {
                told++;
                if (unsynced.Contains(thread)) tooEarly++;
            }
            else if (!line.Contains("journal.db-wal>", StringComparison.Ordinal)) continue;
            else if (line.Contains("pwrite64(", StringComparison.Ordinal)) unsynced.Add(thread);
            else if (line.Contains("sync(", StringComparison.Ordinal)) unsynced.Remove(thread);
        }
        return (told, tooEarly);
    }
}
