using System.Runtime.Versioning;
using OpsCenter.Journal.Contract;

namespace OpsCenter.Journal.Sqlite.Tests;

[SupportedOSPlatform("linux")]
public sealed class OwningADirectoryTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_servers_never_share_a_directory()
    {
        using (SqliteJournal.Open(_folder.Options))
        {
            var refusal = Assert.Throws<JournalRefusedException>(() => SqliteJournal.Open(_folder.Options));
            Assert.Equal($"Another server (process {Environment.ProcessId}) owns {_folder.Path}: two servers never share a directory.", refusal.Message);
        }
        using var next = SqliteJournal.Open(_folder.Options);
        next.Commit(Facts.CheckIns(1, 1));
    }

    [Fact]
    public void Verify_and_tools_may_read_beside_the_owner()
    {
        using var journal = SqliteJournal.Open(_folder.Options);
        journal.Commit(Facts.CheckIns(1, 4));
        Assert.Equal(4, SqliteJournal.Verify(_folder.Path).CheckIns);
        Assert.Equal(Facts.CheckIns(3, 2), SqliteJournal.ReadOnly(_folder.Path, 2));
        journal.Commit(Facts.CheckIns(5, 1));
        Assert.Equal(5, SqliteJournal.Verify(_folder.Path).CheckIns);
    }

    [Fact]
    public void The_directory_and_its_files_are_the_owners_alone_even_where_the_directory_stood_before()
    {
        Directory.CreateDirectory(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead);
        File.WriteAllText(Path.Combine(_folder.Path, "note.txt"), "stood before");
        using var journal = SqliteJournal.Open(_folder.Options with { BallastBytes = 4096 });
        journal.Commit(Facts.CheckIns(1, 1));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_folder.Path));
        Assert.All(Directory.GetFiles(_folder.Path, "journal.db*"), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)));
    }

    [Fact]
    public void A_directory_shared_with_others_is_refused() =>
        Assert.Contains("is shared with others", Assert.Throws<JournalRefusedException>(() => SqliteJournal.Open(new SqliteJournalOptions("/tmp"))).Message, StringComparison.Ordinal);

    [Fact]
    public void Nothing_is_verified_where_there_is_no_journal() =>
        Assert.Throws<JournalRefusedException>(() => SqliteJournal.Verify(_folder.Path));

    [Fact]
    public void The_systems_library_is_used_where_there_is_one()
    {
        bool system = Directory.Exists("/usr/lib") && Directory.EnumerateFiles("/usr/lib", "libsqlite3.so.0", SearchOption.AllDirectories).Any();
        Assert.Equal(!system, SqliteJournal.Library.IsBundled);
        Assert.Matches(@"^3\.[0-9]+\.[0-9]+", SqliteJournal.Library.Version);
    }
}
