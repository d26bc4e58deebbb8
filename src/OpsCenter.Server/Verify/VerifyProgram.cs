using OpsCenter.Journal.Sqlite;
using OpsCenter.Server.CommandLine;

namespace OpsCenter.Server.Verify;

/// <summary>Reads the whole journal, checks every record and link, counts it afresh and prints one JSON object. Exit code 0 when all is sound, 1 when not.</summary>
internal static class VerifyProgram
{
    internal static int Run(ServerCommand.Verify verify)
    {
        if (!Directory.Exists(verify.Data)) throw new UsageException($"{verify.Data} is no directory.");
        try
        {
            var report = SqliteJournal.Verify(verify.Data);
            using var output = Console.OpenStandardOutput();
            report.WriteTo(output);
            return report.IsSound ? 0 : 1;
        }
        catch (IOException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
    }
}
