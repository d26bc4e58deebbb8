using System.Diagnostics;
using System.Globalization;
using OpsCenter.Kiosk.Outbox;
using OpsCenter.Kiosk.Tests.Testing;

namespace OpsCenter.Kiosk.Tests.Outbox;

public sealed class KillingTheAgent
{
    private const string FolderVariable = "OPSCENTER_APPENDER_FOLDER";

    [Fact]
    public async Task Ten_kills_while_it_appends_lose_nothing_that_was_reported_stored()
    {
        using var folder = new TempFolder();
        long reported = 0;
        for (int kill = 0; kill < 10; kill++)
        {
            using var child = StartAppender(folder.Path);
            long goal = reported + 40 + 25 * kill;
            while ((reported = Reported(folder)) < goal && !child.HasExited) await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System, TestContext.Current.CancellationToken);
            child.Kill();
            await child.WaitForExitAsync(TestContext.Current.CancellationToken);
            reported = Reported(folder);
            Assert.True(reported >= goal, "The appender ended by itself.");
            using var outbox = SqliteOutbox.Open(folder.File("outbox.db"), Drafts.Options());
            Assert.Equal(Enumerable.Range(1, outbox.Status.Count).Select(i => (long)i), outbox.Seqs());
            Assert.InRange(outbox.Status.LastSeq, reported, long.MaxValue);
        }
    }

    /// <summary>Not a test of its own: the child that the test above starts and kills.</summary>
    [Fact(Explicit = true)]
    public async Task Appends_until_it_is_killed()
    {
        string folder = Environment.GetEnvironmentVariable(FolderVariable) ?? throw new InvalidOperationException("Only the test above starts this.");
        using var outbox = SqliteOutbox.Open(Path.Combine(folder, "outbox.db"), Drafts.Options());
        await using var report = new StreamWriter(new FileStream(Path.Combine(folder, "reported"), FileMode.Append, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        for (int i = 0; i < 1_000_000; i++)
        {
            var outcome = await outbox.AppendAsync(Drafts.WalkIn(), TestContext.Current.CancellationToken);
            await report.WriteLineAsync(outcome.Seq.ToString(CultureInfo.InvariantCulture));
        }
    }

    private static Process StartAppender(string folder)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "OpsCenter.Kiosk.Tests")) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in new[] { "-explicit", "only", "-method", $"{typeof(KillingTheAgent).FullName}.{nameof(Appends_until_it_is_killed)}" }) start.ArgumentList.Add(argument);
        start.Environment[FolderVariable] = folder;
        return Process.Start(start)!;
    }

    private static long Reported(TempFolder folder)
    {
        if (!File.Exists(folder.File("reported"))) return 0;
        using var stream = new StreamReader(new FileStream(folder.File("reported"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        string text = stream.ReadToEnd();
        string whole = text[..(text.LastIndexOf('\n') + 1)];
        return whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => long.Parse(line, CultureInfo.InvariantCulture)).DefaultIfEmpty().Max();
    }
}
