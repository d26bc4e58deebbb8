using OpsCenter.Journal.Contract;
using OpsCenter.Journal.Records;
using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite.Tests;

/// <summary>FT-22: one flipped bit, anywhere in what is stored, is found every time.</summary>
public sealed class BitRotTests : IDisposable
{
    private const int Flips = 1000;
    private readonly TestFolder _folder = new();
    private readonly string _file;

    public BitRotTests()
    {
        _file = JournalDirectory.JournalFile(_folder.Path);
        using var journal = SqliteJournal.Open(_folder.Options);
        for (long first = 1; first < 60; first += 6) journal.Commit(Facts.CheckIns(first, 6));
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_flipped_bit_in_any_record_or_row_is_found_and_its_place_named()
    {
        var random = new Random(22);
        using var database = new Database(_file, create: false);
        int found = 0;
        for (int i = 0; i < Flips; i++)
        {
            var (first, column, sound) = Flip(database, random);
            var failure = Record.Exception(() => SqliteJournal.ReadOnly(_folder.Path, 0).Count());
            if (failure is JournalCorruptException { Position: > 0 } corrupt && (column is "first" || Math.Abs(corrupt.Position - first) < 6)) found++;
            Restore(database, column, first, sound);
        }
        Assert.Equal(Flips, found);
        Assert.Equal(60, SqliteJournal.ReadOnly(_folder.Path, 0).Count());
    }

    [Fact]
    public void A_flipped_bit_anywhere_in_the_file_is_found_or_changes_nothing()
    {
        var random = new Random(23);
        byte[] sound = File.ReadAllBytes(_file);
        var facts = Facts.CheckIns(1, 60);
        int found = 0;
        for (int i = 0; i < Flips; i++)
        {
            byte[] rotten = [.. sound];
            int at = random.Next(rotten.Length);
            rotten[at] ^= (byte)(1 << random.Next(8));
            File.WriteAllBytes(_file, rotten);
            if (IsFound()) found++;
            else Assert.Equal(facts, SqliteJournal.ReadOnly(_folder.Path, 0));
        }
        Assert.InRange(found, Flips / 3, Flips); // the rest fell on bytes that hold nothing
    }

    private bool IsFound()
    {
        try
        {
            return !SqliteJournal.Verify(_folder.Path).IsSound;
        }
        catch (Exception e) when (e is JournalRefusedException or JournalCorruptException)
        {
            return true;
        }
    }

    private static (long First, string Column, StoredCommit Sound) Flip(Database database, Random random)
    {
        long first = 1 + 6 * random.Next(10);
        var sound = JournalFile.At(database, first)!;
        string column = random.Next(20) switch { 0 => "first", 1 => "count", 2 or 3 => "hash", _ => "records" };
        var rotten = column switch
        {
            "first" => sound with { First = sound.First ^ 1L << random.Next(6, 62) },
            "count" => sound with { Count = sound.Count ^ 1L << random.Next(62) },
            "hash" => sound with { Hash = Flipped(sound.Hash, random) },
            _ => sound with { Records = Flipped(sound.Records, random) },
        };
        Write(database, first, rotten);
        return (first, column, sound);
    }

    private static void Restore(Database database, string column, long first, StoredCommit sound)
    {
        if (column == "first")
        {
            using var moved = database.Prepare("SELECT first FROM commits WHERE (first - 1) % 6 <> 0 OR first > 60 OR first < 1");
            Assert.True(moved.Step());
            first = moved.Int64(0);
        }
        Write(database, first, sound);
    }

    private static void Write(Database database, long first, StoredCommit commit)
    {
        using var update = database.Prepare("UPDATE commits SET first = ?1, count = ?2, records = ?3, hash = ?4 WHERE first = ?5");
        update.Bind(1, commit.First).Bind(2, commit.Count).Bind(3, commit.Records).Bind(4, commit.Hash).Bind(5, first).Run();
    }

    private static byte[] Flipped(byte[] bytes, Random random)
    {
        byte[] flipped = [.. bytes];
        flipped[random.Next(flipped.Length)] ^= (byte)(1 << random.Next(8));
        return flipped;
    }
}
