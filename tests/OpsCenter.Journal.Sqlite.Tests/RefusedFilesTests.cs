using OpsCenter.Journal.Catalogue;
using OpsCenter.Journal.Contract;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite.Tests;

public sealed class RefusedFilesTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_newer_format_is_refused()
    {
        Write(Facts.CheckIns(1, 1).Length);
        Change("PRAGMA user_version=3");
        Assert.EndsWith("has format 3; this server reads formats 1 to 2. Start the version that wrote it, or a newer one.", Refusal(), StringComparison.Ordinal);
        Assert.Throws<JournalRefusedException>(() => SqliteJournal.Verify(_folder.Path));
    }

    [Fact]
    public void A_file_of_the_first_format_is_read_and_becomes_the_second_when_it_is_opened_to_write()
    {
        Write(3);
        Change("PRAGMA user_version=1");
        Assert.Equal(3, SqliteJournal.Verify(_folder.Path).Events);
        using (var journal = SqliteJournal.Open(_folder.Options)) Assert.Equal(3, journal.Read(0).Count());
        using var database = new Database(JournalDirectory.JournalFile(_folder.Path), create: false);
        Assert.Equal(2, database.Number("PRAGMA user_version"));
    }

    [Fact]
    public void A_name_that_is_unknown_is_refused_at_the_start_and_not_skipped()
    {
        Write(1);
        var old = new EventCatalogue([.. EventCatalogue.Shipped.Types.Where(type => type.Name != "venue.checked-in.v2")], []);
        var refusal = Assert.Throws<JournalRefusedException>(() => SqliteJournal.Open(_folder.Options, old));
        Assert.Contains("'venue.checked-in.v2', which this server does not know", refusal.Message, StringComparison.Ordinal);
        using var still = SqliteJournal.Open(_folder.Options);
        Assert.Equal(1, still.Head);
    }

    [Fact]
    public void A_foreign_database_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(_folder.Path);
        Change("CREATE TABLE accounts(name TEXT)");
        Assert.EndsWith("is no journal of this system.", Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_called_damaged()
    {
        Directory.CreateDirectory(_folder.Path);
        File.WriteAllText(JournalDirectory.JournalFile(_folder.Path), new string('x', 5000));
        Assert.Throws<JournalCorruptException>(() => SqliteJournal.Open(_folder.Options));
    }

    [Fact]
    public void A_damaged_newest_commit_is_found_at_the_start()
    {
        Write(3);
        Change("UPDATE commits SET hash = zeroblob(32)");
        Assert.Equal(1, Assert.Throws<JournalCorruptException>(() => SqliteJournal.Open(_folder.Options)).Position);
    }

    private void Write(int count)
    {
        using var journal = SqliteJournal.Open(_folder.Options);
        journal.Commit(Facts.CheckIns(1, count));
    }

    private void Change(string sql)
    {
        using var database = new Database(JournalDirectory.JournalFile(_folder.Path), create: true);
        database.Execute(sql);
    }

    private string Refusal() => Assert.Throws<JournalRefusedException>(() => SqliteJournal.Open(_folder.Options)).Message;
}
