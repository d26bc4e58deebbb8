using System.Globalization;
using System.Runtime.InteropServices;
using OpsCenter.Journal.Contract;
using OpsCenter.Journal.Sqlite;

namespace OpsCenter.Journal.Writer;

/// <summary>
/// SQLite's own habit: fails the first call to the disk, then the second, and so on until none fails, and looks each time at what is left.
/// Runs under the layer of the fault tests (<c>disk.c</c>), which counts the calls below a folder.
/// </summary>
internal sealed unsafe class EveryCall(string folder, int error, bool stays)
{
    private const int Commits = 8, Batch = 60; // enough for the log to be copied and to start over
    private readonly delegate* unmanaged<long, int, int, long> _arm =
        (delegate* unmanaged<long, int, int, long>)NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), "opscenter_disk_arm");

    /// <summary>Tries all; one line that says how many calls there were, or what went wrong.</summary>
    internal string Run()
    {
        long reported = 0, kept = 0;
        for (long n = 1; ; n++)
        {
            string directory = Path.Combine(folder, n.ToString(CultureInfo.InvariantCulture));
            var options = new SqliteJournalOptions(directory) { BallastBytes = 4096, CheckpointBytes = 64 << 10 };
            _arm(n, error, stays ? 1 : 0);
            var (head, fault) = Live(options);
            long met = _arm(0, 0, 0);
            fault ??= Judge(options, head, ref kept);
            if (fault is not null) return $"FAILED at call {n} of {met}: {fault}";
            reported += head;
            Directory.Delete(directory, recursive: true);
            if (met < n) return string.Create(CultureInfo.InvariantCulture, $"ok {n - 1} calls failed in turn, {reported} facts reported durable in all, {kept} snapshots kept");
        }
    }

    // A process that does what a server does: whatever it was told is durable is remembered, and the first failure that is no full disk ends it.
    private static (long Reported, string? Fault) Live(SqliteJournalOptions options)
    {
        long reported = 0;
        try
        {
            using var journal = SqliteJournal.Open(options);
            using var keys = new SqliteKeyStore(options);
            keys.Save([new("month/2026-11", new byte[32])]);
            for (int commit = 0; commit < Commits; commit++)
            {
                try
                {
                    journal.Commit(Facts.CheckIns(journal.Head + 1, Batch));
                    reported = journal.Head;
                    if (commit % 4 == 3) Keep(journal);
                }
                catch (JournalFullException)
                {
                    // The next commit may find space again.
                }
                catch (JournalFailedException)
                {
                    return (reported, Refuses(journal) ? null : "it took a commit after one had failed");
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The start failed, or a key could not be kept: the process ends and is started again.
        }
        return (reported, null);
    }

    private static void Keep(SqliteJournal journal)
    {
        try
        {
            journal.SaveSnapshot("board", journal.Head, new byte[10_000]);
        }
        catch (IOException)
        {
            // Older ones stand, and the process goes on.
        }
    }

    private static bool Refuses(SqliteJournal journal)
    {
        try
        {
            journal.Commit(Facts.CheckIns(journal.Head + 1, 1));
            return false;
        }
        catch (JournalFailedException)
        {
            return true;
        }
    }

    // The next start, on a disk that works again: nobody helps it.
    private static string? Judge(SqliteJournalOptions options, long reported, ref long kept)
    {
        try
        {
            using var journal = SqliteJournal.Open(options);
            using var keys = new SqliteKeyStore(options);
            if (journal.Head < reported) return $"{reported} were reported durable, {journal.Head} are there";
            if (!journal.Read(0).SequenceEqual(Facts.CheckIns(1, (int)journal.Head))) return "other facts came back than were committed";
            if (reported > 0 && !keys.TryLoad("month/2026-11", out _)) return "the key is gone";
            foreach (var snapshot in journal.Snapshots("board"))
                if (snapshot.Fault is { } bad) return $"the snapshot at {snapshot.Position}: {bad}";
                else kept++;
            journal.Commit(Facts.CheckIns(journal.Head + 1, 1));
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the next start failed: {e.Message}";
        }
    }
}
