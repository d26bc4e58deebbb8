using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Sqlite.Tests;

/// <summary>FT-06 for the journal alone, on a real small disk.</summary>
public sealed class FullDiskTests : IDisposable
{
    private const long Ballast = 2 << 20;
    private readonly TestFolder _folder = new();
    private readonly TestFolder _image = new();

    public void Dispose()
    {
        _folder.Dispose();
        _image.Dispose();
    }

    [Fact]
    public async Task A_full_disk_takes_the_ballast_and_stops_commits_until_there_is_space_again()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess && File.Exists("/usr/bin/unshare"), "A small disk of one's own needs unshare and the right to mount.");
        var cancellation = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(_folder.Path);
        using var writer = WriterProcess.StartOnSmallDisk(_folder.Path, Path.Combine(_folder.Path, "data"), Ballast);
        string inside = $"/proc/{writer.Id}/root{_folder.Path}";

        Assert.True((await writer.ReadUntil(_ => true, cancellation)).HasBallast);
        var bare = await writer.ReadUntil(report => !report.HasBallast, cancellation); // a commit met the full disk, or the copying of the log did

        // It goes on with what the ballast gave, then stands still, and stays up.
        var still = bare;
        for (int refusals = 0; refusals < 20; refusals = still.IsFull ? refusals + 1 : 0) still = await writer.ReadUntil(_ => true, cancellation);
        Assert.True(still.Head > bare.Head, "the ballast gave no space");

        File.Delete(Path.Combine(inside, "filler"));
        var again = await writer.ReadUntil(report => !report.IsFull, cancellation);
        Assert.True(again.Head > still.Head);
        Assert.True((await writer.ReadUntil(report => report.HasBallast, cancellation)).HasBallast);

        // SQLite follows the link out of the process's own view of the disk, so what is verified is a copy made while it is held still.
        writer.Hold();
        Directory.CreateDirectory(_image.Path);
        foreach (string file in Directory.GetFiles(Path.Combine(inside, "data"), "journal.db*").Where(file => !file.EndsWith("-shm", StringComparison.Ordinal)))
            File.Copy(file, Path.Combine(_image.Path, Path.GetFileName(file)));
        var verified = SqliteJournal.Verify(_image.Path);
        Assert.True(verified.IsSound, verified.Chain);
        Assert.True(verified.Events >= again.Head);
    }

    [Fact]
    public void A_commit_refused_for_space_by_SQLite_itself_leaves_no_trace()
    {
        using var journal = SqliteJournal.Open(_folder.Options with { BallastBytes = 4096 });
        journal.Commit(Facts.CheckIns(1, 5));
        Assert.True(journal.BallastStands);
        journal.LimitPages(10);
        Assert.Throws<JournalFullException>(() => journal.Commit(Facts.CheckIns(6, 2000)));
        Assert.False(journal.BallastStands);
        Assert.Equal(5, journal.Head);
        journal.LimitPages(1_000_000);
        journal.Commit(Facts.CheckIns(6, 2000));
        Assert.Equal(Facts.CheckIns(1, 2005), journal.Read(0));
    }

    [Fact]
    public void Free_space_is_told() => Assert.InRange(FreeBytes(), 1, long.MaxValue);

    private long FreeBytes()
    {
        using var journal = SqliteJournal.Open(_folder.Options);
        return journal.FreeBytes;
    }
}
