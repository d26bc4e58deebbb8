using System.Text;
using System.Text.Json;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Journal.Sqlite;
using OpsCenter.Journal.Verification;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>What <c>verify --data DIR</c> says of a journal.</summary>
internal sealed class VerifyOutput
{
    private const string Log = "journal.db-wal";
    private readonly Dictionary<(string Kiosk, string Outbox), (long UpTo, (long From, long To)[] Missing)> _outboxes = [];

    private VerifyOutput(JsonElement root)
    {
        CheckIns = root.GetProperty("checkIns").GetInt64();
        Quarantined = root.GetProperty("quarantined").GetInt64();
        Chain = root.GetProperty("chain").GetString()!;
        CountedTwice = [.. root.GetProperty("countedTwice").EnumerateArray().Select(tap => tap.GetString()!)];
        foreach (var kiosk in root.GetProperty("kiosks").EnumerateObject())
            foreach (var outbox in kiosk.Value.EnumerateObject())
                _outboxes[(kiosk.Name, outbox.Name)] = (outbox.Value.GetProperty("upTo").GetInt64(),
                    [.. outbox.Value.GetProperty("missing").EnumerateArray().Select(range => (range[0].GetInt64(), range[1].GetInt64()))]);
    }

    internal long CheckIns { get; }

    internal long Quarantined { get; }

    internal string Chain { get; }

    internal IReadOnlyList<string> CountedTwice { get; }

    /// <summary>How many identities stand in the journal.</summary>
    internal long Journaled => _outboxes.Values.Sum(outbox => outbox.UpTo - outbox.Missing.Sum(range => range.To - range.From + 1));

    /// <summary>How many numbers are missing below the highest of their outbox.</summary>
    internal long Missing => _outboxes.Values.Sum(outbox => outbox.Missing.Sum(range => range.To - range.From + 1));

    internal IEnumerable<(string Kiosk, string Outbox)> Outboxes => _outboxes.Keys;

    internal long UpTo(string kiosk, string outbox = "0") => _outboxes.TryGetValue((kiosk, outbox), out var found) ? found.UpTo : 0;

    internal bool Has(string kiosk, long seq) =>
        _outboxes.TryGetValue((kiosk, "0"), out var outbox) && seq <= outbox.UpTo && !outbox.Missing.Any(range => range.From <= seq && seq <= range.To);

    /// <summary>How many of an outbox's numbers from 1 up to one are not in the journal.</summary>
    internal long Lacks(string kiosk, string outbox, long last) => _outboxes.TryGetValue((kiosk, outbox), out var found)
        ? Math.Max(0, last - found.UpTo) + found.Missing.Sum(range => Math.Max(0, Math.Min(range.To, last) - range.From + 1))
        : last;

    /// <summary>How many identities of one kiosk stand in the journal.</summary>
    internal long JournaledOf(string kiosk) =>
        _outboxes.Where(outbox => outbox.Key.Kiosk == kiosk).Sum(outbox => outbox.Value.UpTo - outbox.Value.Missing.Sum(range => range.To - range.From + 1));

    /// <summary>What the program would print of a folder, by its own code in this process; a server may own the folder meanwhile.</summary>
    internal static Task<VerifyOutput> OfAsync(string data)
    {
        using var told = new MemoryStream();
        Read(data).WriteTo(told);
        return Task.FromResult(Parse(told.ToArray()));
    }

    /// <summary>For negative controls: what is told of a dead server's journal had its disk forgotten the end of the log, which a sync had promised to keep.</summary>
    /// <param name="data">The folder.</param>
    /// <param name="reckon">Tells it. Half of the log is forgotten; more where nothing that was acknowledged stood in that half, as after the log began anew.</param>
    internal static async Task<Reckoning> OfForgetfulDiskAsync(string data, Func<VerifyOutput, Reckoning> reckon)
    {
        long length = new FileInfo(Path.Combine(data, Log)).Length;
        for (long share = 2; ; share *= 4)
        {
            using var image = new DataFolder();
            foreach (string name in (string[])["journal.db", Log]) File.Copy(Path.Combine(data, name), Path.Combine(image.Path, name));
            using (var log = new FileStream(Path.Combine(image.Path, Log), FileMode.Open, FileAccess.Write)) log.SetLength(length / share);
            var told = reckon(await OfAsync(image.Path));
            if (told.Lost > 0 || share > length) return told;
        }
    }

    /// <summary>Runs the program on a folder; a server may own it meanwhile.</summary>
    internal static async Task<VerifyOutput> OfProgramAsync(string data, params string[] within)
    {
        var run = await Tool.RunAsync([.. within, "dotnet", ServerProcess.Program, "verify", "--data", data]);
        Assert.True(run.Out.StartsWith('{'), $"verify ended with {run.Code} and said: {run.Out}{run.Error}");
        return Parse(Encoding.UTF8.GetBytes(run.Out));
    }

    private static VerifyOutput Parse(byte[] text)
    {
        using var json = JsonDocument.Parse(text);
        return new VerifyOutput(json.RootElement);
    }

    private static VerifyReport Read(string data)
    {
        try
        {
            return SqliteJournal.Verify(data);
        }
        catch (Exception unread) when (unread is IOException or UnauthorizedAccessException)
        {
            return VerifyReport.Unread(unread.Message);
        }
    }
}
