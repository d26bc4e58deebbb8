using System.Globalization;
using OpsCenter.Journal.Sqlite;
using OpsCenter.Journal.Verification;
using OpsCenter.Server.CommandLine;

namespace OpsCenter.Server.Verify;

/// <summary>
/// Reads the whole journal, checks every record and link, and counts it afresh. The standard output is one JSON object and nothing else, whatever
/// was found; a person at a terminal reads a summary behind it, on the error output. Exit code 0 when all is sound, 1 when not or not readable.
/// </summary>
internal static class VerifyProgram
{
    private const int Shown = 5;

    internal static int Run(ServerCommand.Verify verify)
    {
        if (!Directory.Exists(verify.Data)) throw new UsageException($"{verify.Data} is no directory.");
        try
        {
            return Answer(SqliteJournal.Verify(verify.Data), verify.Json);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Answer(VerifyReport.Unread(exception.Message), verify.Json);
        }
    }

    private static int Answer(VerifyReport report, bool jsonAlone)
    {
        WriteJson(report);
        if (!jsonAlone && !Console.IsErrorRedirected) Console.Error.Write(Summary(report));
        return report.IsSound ? 0 : 1;
    }

    /// <summary>At most 12 lines, each ended.</summary>
    internal static string Summary(VerifyReport report)
    {
        var holes = report.Outboxes.Where(outbox => outbox.Missing.Count > 0).OrderByDescending(Lost).ToList();
        List<string> lines =
        [
            report.IsSound ? "The journal is sound." : "The journal is NOT sound.",
            string.Create(CultureInfo.InvariantCulture, $"  facts        {report.Events:N0}"),
            string.Create(CultureInfo.InvariantCulture, $"  check-ins    {report.CheckIns:N0}"),
            string.Create(CultureInfo.InvariantCulture, $"  quarantined  {report.Quarantined:N0}"),
            $"  chain        {report.Chain}",
            .. report.Unreadable.Count == 0 ? [] : new[] { string.Create(CultureInfo.InvariantCulture, $"  unreadable   {report.Unreadable.Sum(Length):N0} facts, the first at position {report.Unreadable[0].From}; restore the newest backup") },
            string.Create(CultureInfo.InvariantCulture, $"  outboxes     {report.Outboxes.Count:N0}, of which {holes.Count:N0} with numbers missing ({holes.Sum(Lost):N0} in all)"),
        ];
        lines.AddRange(holes.Take(Shown).Select(outbox => string.Create(CultureInfo.InvariantCulture, $"    {outbox.Kiosk} {outbox.Outbox}: {Lost(outbox):N0} missing up to {outbox.UpTo:N0}")));
        if (report.CountedTwice.Count > 0) lines.Add(string.Create(CultureInfo.InvariantCulture, $"  counted twice: {report.CountedTwice.Count:N0} taps, the first {report.CountedTwice[0]}"));
        return string.Join('\n', lines) + "\n";
    }

    private static long Lost(OutboxReport outbox) => outbox.Missing.Sum(Length);

    private static long Length((long From, long To) run) => run.To - run.From + 1;

    private static void WriteJson(VerifyReport report)
    {
        using var output = Console.OpenStandardOutput();
        report.WriteTo(output);
        output.WriteByte((byte)'\n');
    }
}
