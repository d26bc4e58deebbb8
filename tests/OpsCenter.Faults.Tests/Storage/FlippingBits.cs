using OpsCenter.Domain.Vocabulary;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Journal.Sqlite;
using OpsCenter.Journal.Sqlite.Native;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Taps;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>FT-22: one flipped bit in a record of the journal, in a snapshot, in a tap of an outbox. The full size is <c>tests/long.sh FT-22</c>.</summary>
public sealed class FlippingBits : IClassFixture<SoundJournal>, IDisposable
{
    private const int Kept = 20;
    private static readonly int Flips = Size.Of("OPSCENTER_FLIPS") ?? 200;
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 22;
    private readonly ITestOutputHelper _output;
    private readonly DataFolder _folder = new();
    private readonly Random _random = new(Seed);

    public FlippingBits(SoundJournal journal, ITestOutputHelper output)
    {
        _output = output;
        journal.CopyTo(Data);
    }

    private string Data => Path.Combine(_folder.Path, "data");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void In_the_journal_it_costs_that_very_record_in_a_report_and_SQLite_alone_would_not_see_it()
    {
        string file = Path.Combine(Data, "journal.db");
        long all = SqliteJournal.Verify(Data).Events;
        int found = 0, exact = 0, seenBySqlite = 0;
        long read = 0, named = 0, twice = 0, unexpected = 0;
        for (int i = 0; i < Flips; i++)
        {
            var (first, sound) = Row(file, i);
            byte[] rotten = Flipped(sound, out int at);
            Put(file, first, rotten);
            var report = SqliteJournal.Verify(Data, checksPages: false, _ => { });
            if (!report.IsSound) found++;
            long struck = first + RecordAt(sound, at);
            if (report.Chain.StartsWith($"bad at position {struck}:", StringComparison.Ordinal) && report.Unreadable.SequenceEqual([(struck, struck)]) && report.Events == all - 1) exact++;
            long told = report.Unreadable.Sum(run => run.To - run.From + 1), right = report.Unreadable.Count(run => run.From <= struck && struck <= run.To);
            (read, named, twice, unexpected) = (read + report.Events, named + right, twice + report.CountedTwice.Count, unexpected + told - right);
            if (SaysSqlite(file) != "ok") seenBySqlite++; // the negative control: without CRC and chain
            Put(file, first, sound);
        }
        var end = SqliteJournal.Verify(Data);
        var reckoning = Reckon(all * Flips, read, named, twice, unexpected, end.Chain);
        Tell("journal", $"{Flips} flips, {found} found, {exact} of them at the very record with all others read, {seenBySqlite} seen by SQLite alone; facts of all reports together: {reckoning}");
        Assert.Equal((Flips, Flips, 0), (found, exact, seenBySqlite));
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Unexpected: 0, Chain: "ok" } && reckoning.Recovered == Flips && end.Events == all, reckoning.ToString());
        Assert.Equal(Flips, Reckon(all * Flips, read, seenBySqlite, twice, unexpected, end.Chain).Lost); // the same reckoning, had SQLite alone looked
    }

    [Fact]
    public void In_what_a_row_says_of_its_records_it_is_found_and_costs_none_of_them()
    {
        string file = Path.Combine(Data, "journal.db");
        long all = SqliteJournal.Verify(Data).Events;
        for (int i = 0; i < 20; i++)
        {
            long first = Row(file, 7 * i).First;
            Strike(file, first, $"count = (count | {1 << i}) - (count & {1 << i})"); // SQLite has no exclusive or
            var report = SqliteJournal.Verify(Data, checksPages: false, _ => { });
            Strike(file, first, $"count = (count | {1 << i}) - (count & {1 << i})");
            Assert.StartsWith($"bad at position {first}:", report.Chain, StringComparison.Ordinal);
            Assert.Equal((all, 0), (report.Events, report.Unreadable.Count));
        }
        Assert.True(SqliteJournal.Verify(Data).IsSound);
    }

    [Fact]
    public async Task In_the_newest_snapshot_it_is_found_and_the_server_starts_from_the_one_before()
    {
        string[] files = [.. Directory.GetFiles(Path.Combine(Data, "snapshots")).Order(StringComparer.Ordinal)];
        Assert.Equal(2, files.Length);
        byte[] sound = File.ReadAllBytes(files[1]);
        int found = 0;
        using (var journal = SqliteJournal.Open(new SqliteJournalOptions(Data) { BallastBytes = 0 }))
            for (int i = 0; i < Flips; i++)
            {
                File.WriteAllBytes(files[1], Flipped(sound, out _));
                if (journal.Snapshots("shard").ToList() is [{ Fault: not null }, { Fault: null }]) found++;
            }
        string before = await SumAsync(sound, files[1]);
        Assert.Equal(before, await SumAsync(Flipped(sound, out _), files[1]));
        var report = SqliteJournal.Verify(Data);
        var reckoning = Reckon(Flips, 0, found, 0, 0, report.Chain); // each flip costs one snapshot, which the one before and the facts behind it replace
        Tell("snapshot", $"{Flips} flips, {found} found; a start past the last one shows the same posture; snapshots: {reckoning}");
        Assert.True(reckoning is { Lost: 0, Chain: "ok" } && reckoning.Recovered == Flips, reckoning.ToString());
    }

    [Fact]
    public async Task In_an_outbox_it_costs_the_one_tap_and_the_others_are_sent_as_they_were()
    {
        string path = Path.Combine(_folder.Path, "outbox.db");
        var options = new OutboxOptions { DrawId = () => OutboxId.Parse("a1b2c3d4e5f60718") };
        List<OutboxEntry> all;
        using (var outbox = SqliteOutbox.Open(path, options))
        {
            for (int i = 0; i < Kept; i++) await outbox.AppendAsync(new TapDraft(TimeProvider.System.GetLocalNow(), null, new TapContent.CheckIn(null, Purpose.Service, null)), TestContext.Current.CancellationToken);
            all = [.. outbox.Read(0, long.MaxValue, int.MaxValue)];
        }
        byte[] file = File.ReadAllBytes(path);
        int found = 0, missed = 0;
        long held = 0, keptBack = 0, read = 0, believed = 0; // where there is a check
        for (int i = 0; i < Flips; i++)
        {
            File.WriteAllBytes(path, file);
            var victim = all[_random.Next(all.Count)];
            bool isChecked = i % 10 != 9; // the negative control: every tenth stands there as in a file of the first format, without its check
            FlipTap(path, victim, isChecked);
            using var outbox = SqliteOutbox.Open(path, options);
            var entries = outbox.Read(0, long.MaxValue, int.MaxValue);
            long sound = entries.Select(Line).Intersect(all.Select(Line)).Count();
            if (isChecked) (held, keptBack, read, believed) = (held + all.Count, keptBack + outbox.Damaged, read + sound, believed + entries.Count - sound);
            if (entries.Select(Line).SequenceEqual(all.Where(entry => entry.Seq != victim.Seq).Select(Line)) && outbox is { Damaged: 1, Status.Count: Kept - 1 }) found++;
            else if (!isChecked && entries.Count == Kept && sound == Kept - 1) missed++;
        }
        var reckoning = Reckon(held, read, keptBack, 0, believed, "ok");
        Tell("outbox", $"{Flips} flips, {found} found and only that tap kept back; of {Flips / 10} without a check {missed} were believed; taps of all that have one: {reckoning}");
        Assert.True(reckoning is { Lost: 0, Unexpected: 0 } && reckoning.Recovered == found, reckoning.ToString());
        Assert.Equal((Flips - Flips / 10, Flips / 10), (found, missed));
    }

    // Recovered: struck, and told so by name, so that it is taken from elsewhere (a backup, the snapshot before, the kiosk's screen). Lost: struck, and nobody was told.
    private static Reckoning Reckon(long kept, long read, long named, long twice, long unexpected, string chain) => new()
    {
        Attempted = kept,
        Acknowledged = kept,
        Found = read,
        Lost = kept - read - named,
        Duplicated = twice,
        Unexpected = unexpected,
        Recovered = named,
        Chain = chain,
    };

    private void Tell(string what, string figures)
    {
        string line = Results.Line(what, figures, Seed);
        _output.WriteLine(line);
        Results.Keep(line);
    }

    private byte[] Flipped(byte[] sound, out int at)
    {
        byte[] rotten = [.. sound];
        at = _random.Next(rotten.Length);
        rotten[at] ^= (byte)(1 << _random.Next(8));
        return rotten;
    }

    private static string Line(OutboxEntry entry) => $"{entry.Seq} {Convert.ToHexString(entry.Payload)}";

    private void FlipTap(string path, OutboxEntry victim, bool isChecked)
    {
        using var database = new Database(path, create: false);
        using var update = database.Prepare(isChecked ? "UPDATE tap SET payload = ?1 WHERE seq = ?2" : "UPDATE tap SET payload = ?1, crc = NULL WHERE seq = ?2");
        update.Bind(1, Flipped(victim.Payload, out _)).Bind(2, victim.Seq).Run();
    }

    private static (long First, byte[] Records) Row(string file, int i)
    {
        using var database = new Database(file, create: false);
        using var row = database.Prepare("SELECT first, records FROM commits ORDER BY first LIMIT 1 OFFSET ?1 % (SELECT count(*) FROM commits)");
        Assert.True(row.Bind(1, i).Step());
        return (row.Int64(0), row.Blob(1));
    }

    private static void Put(string file, long first, byte[] records)
    {
        using var database = new Database(file, create: false);
        using var update = database.Prepare("UPDATE commits SET records = ?1 WHERE first = ?2");
        update.Bind(1, records).Bind(2, first).Run();
    }

    private static void Strike(string file, long first, string what)
    {
        using var database = new Database(file, create: false);
        using var update = database.Prepare($"UPDATE commits SET {what} WHERE first = ?1");
        update.Bind(1, first).Run();
    }

    private static string SaysSqlite(string file)
    {
        using var database = new Database(file, create: false);
        using var check = database.Prepare("PRAGMA integrity_check(1)");
        return check.Step() ? check.Text(0) : "";
    }

    // A commit's records follow each other: length (4), CRC (4), body.
    private static int RecordAt(byte[] records, int at)
    {
        int record = 0;
        for (int end = 0; ; record++)
        {
            end += 8 + BitConverter.ToInt32(records, end);
            if (at < end) return record;
        }
    }

    private async Task<string> SumAsync(byte[] newest, string file)
    {
        using var copy = new DataFolder();
        SoundJournal.Copy(Data, copy.Path);
        await File.WriteAllBytesAsync(Path.Combine(copy.Path, Path.GetRelativePath(Data, file)), newest);
        await using var server = await ServerProcess.RunAsync(new ServerStart(copy.Path));
        return await BackupTool.FoldChecksumAsync(server, 5);
    }
}
