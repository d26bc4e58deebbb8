using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Sqlite.Tests;

public sealed class SnapshotTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly SqliteJournal _journal;
    private FaultPoint? _stopAt;

    public SnapshotTests()
    {
        _journal = SqliteJournal.Open(_folder.Options with { Faults = Meet });
        _journal.Commit(Facts.CheckIns(1, 100));
    }

    private string[] Files => [.. Directory.GetFiles(JournalDirectory.SnapshotFolder(_folder.Path)).Order(StringComparer.Ordinal)];

    public void Dispose()
    {
        _journal.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Only_the_two_newest_of_each_name_stay()
    {
        for (long position = 10; position <= 50; position += 10) _journal.SaveSnapshot("board", position, [1]);
        _journal.SaveSnapshot("board-of-trends", 10, [2]);
        Assert.Equal(["board-of-trends.0000000000000000010.snapshot", "board.0000000000000000040.snapshot", "board.0000000000000000050.snapshot"], Files.Select(Path.GetFileName));
    }

    [Fact]
    public void A_flipped_bit_in_the_newest_gives_the_one_before()
    {
        var random = new Random(4);
        byte[] content = new byte[300];
        random.NextBytes(content);
        _journal.SaveSnapshot("board", 10, "before"u8);
        _journal.SaveSnapshot("board", 20, content);
        byte[] sound = File.ReadAllBytes(Files[1]);
        for (int i = 0; i < 1000; i++)
        {
            byte[] rotten = [.. sound];
            rotten[random.Next(rotten.Length)] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(Files[1], rotten);
            Assert.True(_journal.TryLoadSnapshot("board", out long position, out byte[] found));
            Assert.Equal(10, position);
            Assert.Equal("before"u8, found);
        }
        File.WriteAllBytes(Files[0], []);
        Assert.False(_journal.TryLoadSnapshot("board", out _, out _));
    }

    [Fact]
    public void A_newest_cut_short_at_any_byte_gives_the_one_before()
    {
        _journal.SaveSnapshot("board", 10, "before"u8);
        _journal.SaveSnapshot("board", 20, "and after"u8);
        byte[] sound = File.ReadAllBytes(Files[1]);
        for (int length = 0; length < sound.Length; length++)
        {
            File.WriteAllBytes(Files[1], sound[..length]);
            Assert.True(_journal.TryLoadSnapshot("board", out long position, out _));
            Assert.Equal(10, position);
        }
    }

    [Theory, InlineData(FaultPoint.BeforeSnapshotRename, 10), InlineData(FaultPoint.AfterSnapshotRename, 20)]
    public void A_stop_while_saving_leaves_a_whole_snapshot(FaultPoint point, long expected)
    {
        _journal.SaveSnapshot("board", 10, [1]);
        _stopAt = point;
        Assert.Throws<IOException>(() => _journal.SaveSnapshot("board", 20, [2]));
        Assert.True(_journal.TryLoadSnapshot("board", out long position, out _));
        Assert.Equal(expected, position);
        _stopAt = null;
        _journal.SaveSnapshot("board", 30, [3]);
        Assert.True(_journal.TryLoadSnapshot("board", out position, out _));
        Assert.Equal(30, position);
        Assert.DoesNotContain(Files, file => file.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void A_snapshot_of_another_journal_is_left_aside_for_one_of_this()
    {
        _journal.SaveSnapshot("board", 10, [1]);
        using (var otherFolder = new TestFolder())
        {
            using var other = SqliteJournal.Open(otherFolder.Options);
            for (int i = 1; i <= 100; i++) other.Commit(Facts.CheckIns(i, 1)); // the same facts, other commits: another chain
            other.SaveSnapshot("board", 20, [2]);
            string file = Directory.GetFiles(JournalDirectory.SnapshotFolder(otherFolder.Path)).Single();
            File.Copy(file, Path.Combine(JournalDirectory.SnapshotFolder(_folder.Path), Path.GetFileName(file)));
        }
        var snapshots = _journal.Snapshots("board").ToList();
        Assert.Equal([20, 10], snapshots.Select(snapshot => snapshot.Position));
        Assert.Contains("another journal", snapshots[0].Fault!, StringComparison.Ordinal);
        Assert.Null(snapshots[1].Fault);
    }

    [Fact]
    public void While_the_ballast_is_gone_what_is_left_of_the_disk_is_the_journals()
    {
        using var folder = new TestFolder();
        using var journal = SqliteJournal.Open(folder.Options with { BallastBytes = 1 << 20 });
        journal.Commit(Facts.CheckIns(1, 20));
        journal.SaveSnapshot("board", 10, [1]);
        File.Delete(JournalDirectory.BallastFile(folder.Path));
        Assert.Throws<JournalFullException>(() => journal.SaveSnapshot("board", 20, [2]));
        Assert.True(journal.TryLoadSnapshot("board", out long position, out _));
        Assert.Equal(10, position);
    }

    [Theory, InlineData(""), InlineData("Board"), InlineData("../board"), InlineData("a.b")]
    public void A_name_that_could_leave_the_folder_is_refused(string name) =>
        Assert.Throws<ArgumentException>(() => _journal.SaveSnapshot(name, 1, [1]));

    private void Meet(FaultPoint point)
    {
        if (point == _stopAt) throw new IOException("Stopped by the test.");
    }
}
