using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Sqlite.Tests;

/// <summary>FT-04 for the journal alone: what was never synced vanishes; what was reported durable stays.</summary>
public sealed class PowerCutTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestFolder _image = new();

    public void Dispose()
    {
        _folder.Dispose();
        _image.Dispose();
    }

    [Theory, InlineData(Durability.Full, 0), InlineData(Durability.LosesDataForTests, 1)]
    public async Task Dropping_what_was_not_synced_loses_only_without_sync(Durability durability, int leastLoss)
    {
        var cancellation = TestContext.Current.CancellationToken;
        int setup = SetupTransactions();
        using var writer = WriterProcess.Start(_folder.Path, durability: durability, checkpoint: 32 << 20);
        await writer.ReadUntil(report => report.Head >= 50, cancellation);
        long reported = await writer.Kill(cancellation);
        byte[] log = File.ReadAllBytes(Log(_folder));
        // With sync, everything up to the reported commit was synced before the report; without, nothing ever was.
        int synced = durability == Durability.Full ? WriteAheadLog.TransactionEnds(log)[setup + (int)reported - 1] : 0;
        var random = new Random(4);
        for (int cut = 0; cut < 20; cut++)
        {
            long head = HeadAfter(log.AsSpan(0, cut == 0 ? synced : random.Next(synced, log.Length)));
            if (durability == Durability.Full) Assert.True(head >= reported, $"{reported} were reported, {head} are there");
            else if (cut == 0) Assert.True(reported - head >= leastLoss, "the negative control lost nothing: this test proves nothing");
        }
    }

    [Fact]
    public void A_log_cut_or_torn_anywhere_in_the_last_three_commits_opens_by_itself_and_keeps_what_was_whole()
    {
        byte[] log = LogOfTenCommits();
        var ends = WriteAheadLog.TransactionEnds(log);
        int from = ends[^4];
        var random = new Random(9);
        bool everyByte = Environment.GetEnvironmentVariable("OPSCENTER_CUTS") is { Length: > 0 }; // tests/long.sh FT-04
        for (int cut = from; cut <= ends[^1]; cut += everyByte ? 1 : cut % 4120 is < 40 or > 4080 ? 7 : 61)
        {
            int whole = 10 - ends.Count(end => end > cut);
            Assert.Equal(whole, HeadAfter(log.AsSpan(0, cut)));
            byte[] torn = [.. log];
            random.NextBytes(torn.AsSpan(cut));
            Assert.Equal(whole, HeadAfter(torn));
        }
    }

    // How many transactions stand in the log before the first commit: the tables and the format.
    private static int SetupTransactions()
    {
        using var folder = new TestFolder();
        using var journal = SqliteJournal.Open(folder.Options);
        return WriteAheadLog.TransactionEnds(Read(Log(folder))).Count;
    }

    private byte[] LogOfTenCommits()
    {
        using var journal = SqliteJournal.Open(_folder.Options);
        for (long position = 1; position <= 10; position++) journal.Commit(Facts.CheckIns(position, 1));
        File.Copy(JournalDirectory.JournalFile(_folder.Path), Path.Combine(_folder.Path, "copy.db"));
        return Read(Log(_folder));
    }

    // The disk as the power cut left it: the file, this much of the log, and no shared index.
    private long HeadAfter(ReadOnlySpan<byte> log)
    {
        _image.Dispose();
        Directory.CreateDirectory(_image.Path);
        string copy = Path.Combine(_folder.Path, "copy.db");
        File.Copy(File.Exists(copy) ? copy : JournalDirectory.JournalFile(_folder.Path), JournalDirectory.JournalFile(_image.Path));
        File.WriteAllBytes(Log(_image), log);
        using var journal = SqliteJournal.Open(_image.Options);
        Assert.Equal(Facts.CheckIns(1, (int)journal.Head), journal.Read(0));
        return journal.Head;
    }

    private static string Log(TestFolder folder) => JournalDirectory.JournalFile(folder.Path) + "-wal";

    private static byte[] Read(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        return bytes;
    }
}
