using System.Globalization;
using System.Text.RegularExpressions;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>What strace saw of a server: when each transaction of the journal's log was on the disk, and when each PUBACK left.</summary>
internal sealed partial class SystemCalls(IReadOnlyDictionary<int, string> kiosks)
{
    private readonly List<(int Line, string Kiosk, long Seq)> _told = [];
    private readonly List<int> _syncedAt = [];  // by transaction: the line at which its sync had ended; int.MaxValue: never
    private readonly Dictionary<string, int> _syncing = []; // by thread: how many transactions were written when its sync began
    private int _synced;

    internal IReadOnlyList<(int Line, string Kiosk, long Seq)> Told => _told;

    internal IReadOnlyList<int> SyncedAt => _syncedAt;

    internal static SystemCalls Read(string file, IReadOnlyDictionary<int, string> kiosks)
    {
        var calls = new SystemCalls(kiosks);
        int line = 0;
        foreach (string text in File.ReadLines(file)) calls.Take(++line, text);
        return calls;
    }

    private void Take(int line, string text)
    {
        string thread = text.Split(' ', 2)[0];
        if (text.Contains("sync resumed>", StringComparison.Ordinal)) SyncEnded(thread, line, text);
        else if (text.Contains("sendto(", StringComparison.Ordinal) || text.Contains("sendmsg(", StringComparison.Ordinal)) Sent(line, text);
        else if (!text.Contains("/journal.db-wal>", StringComparison.Ordinal)) return;
        else if (text.Contains("pwrite64(", StringComparison.Ordinal)) Wrote(text);
        else if (text.Contains("sync(", StringComparison.Ordinal))
        {
            _syncing[thread] = _syncedAt.Count;
            if (!text.Contains("<unfinished", StringComparison.Ordinal)) SyncEnded(thread, line, text);
        }
    }

    // A frame of the log has a head of 24 bytes, whose second number, the size of the database, is not 0 when it ends a transaction.
    private void Wrote(string text)
    {
        if (Written().Match(text) is not { Success: true } written || Bytes(written.Groups["bytes"].Value) is not { Length: 24 } head) return;
        if ((head[4] | head[5] | head[6] | head[7]) != 0) _syncedAt.Add(int.MaxValue);
    }

    private void SyncEnded(string thread, int line, string text)
    {
        if (!_syncing.Remove(thread, out int upTo) || !text.TrimEnd().EndsWith("= 0", StringComparison.Ordinal)) return;
        for (; _synced < upTo; _synced++) _syncedAt[_synced] = line;
    }

    private void Sent(int line, string text)
    {
        if (Peer().Match(text) is not { Success: true } peer || !kiosks.TryGetValue(int.Parse(peer.Groups["port"].Value, CultureInfo.InvariantCulture), out string? kiosk)) return;
        foreach (Match part in Sends().Matches(text))
        {
            byte[] bytes = Bytes(part.Groups["bytes"].Value);
            for (int at = 0; at + 2 <= bytes.Length && at + 2 + bytes[at + 1] <= bytes.Length; at += 2 + bytes[at + 1])
                if (bytes[at] == 0x40) _told.Add((line, kiosk, bytes[at + 2] << 8 | bytes[at + 3]));
        }
    }

    private static byte[] Bytes(string escaped) => Convert.FromHexString(escaped.Replace("\\x", "", StringComparison.Ordinal));

    [GeneratedRegex("""pwrite64\([^"]*"(?<bytes>(?:\\x[0-9a-f]{2})*)"(?:\.\.\.)?, 24, """)]
    private static partial Regex Written();

    [GeneratedRegex(@"TCP:\[[^\]]*->127\.0\.0\.1:(?<port>[0-9]+)\]")]
    private static partial Regex Peer();

    [GeneratedRegex("""(?:>, |iov_base=)"(?<bytes>(?:\\x[0-9a-f]{2})*)"(?!\.\.\.)""")]
    private static partial Regex Sends();
}
