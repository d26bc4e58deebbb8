using System.Buffers.Binary;
using System.Text;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>What a call did.</summary>
internal enum DiskCall
{
    Name = 'N',
    Create = 'C',
    Write = 'W',
    Truncate = 'T',
    SyncBegins = 'B',
    SyncEnds = 'E',
    Rename = 'R',
    Unlink = 'U',
    Told = 'S',
    Failed = 'F',
}

/// <summary>One line of a trace (<c>Shim/disk.c</c>).</summary>
/// <param name="Call">What was done.</param>
/// <param name="File">The number of the file's name.</param>
/// <param name="Offset">Where; of a truncation the new length, of a rename the new name, of something told the client's port.</param>
/// <param name="Time">Of the monotonic clock, in nanoseconds: what <see cref="System.Diagnostics.Stopwatch"/> counts here.</param>
/// <param name="Bytes">What was written or told.</param>
internal readonly record struct DiskEvent(DiskCall Call, int File, long Offset, long Time, ReadOnlyMemory<byte> Bytes);

/// <summary>Reads a trace: events in the order in which they happened.</summary>
internal sealed class DiskTrace
{
    private const int Head = 29;
    private readonly Dictionary<int, string> _names = [];
    private readonly List<DiskEvent> _events = [];

    private DiskTrace(byte[] bytes)
    {
        for (int at = 0; at + Head <= bytes.Length;)
        {
            var head = bytes.AsSpan(at, Head);
            long length = BinaryPrimitives.ReadInt64LittleEndian(head[13..]);
            if (at + Head + length > bytes.Length) break; // the process was killed in the midst of a line
            var e = new DiskEvent(
                (DiskCall)head[0], BinaryPrimitives.ReadInt32LittleEndian(head[1..]), BinaryPrimitives.ReadInt64LittleEndian(head[5..]),
                BinaryPrimitives.ReadInt64LittleEndian(head[21..]), bytes.AsMemory(at + Head, (int)length));
            if (e.Call == DiskCall.Name) _names[e.File] = Encoding.UTF8.GetString(e.Bytes.Span);
            else _events.Add(e);
            at += Head + (int)length;
        }
    }

    internal IReadOnlyList<DiskEvent> Events => _events;

    internal string NameOf(int file) => _names[file];

    internal static DiskTrace Read(string file) => new(File.ReadAllBytes(file));

    /// <summary>The transactions of the journal's log, each with the event at which its sync had ended; <see cref="int.MaxValue"/>: never.</summary>
    internal List<int> SyncedTransactions()
    {
        var syncedAt = new List<int>();
        int synced = 0, upTo = 0;
        bool ends = false;
        for (int i = 0; i < _events.Count; i++)
        {
            var e = _events[i];
            if (e.Call == DiskCall.Told || !NameOf(e.File).EndsWith("journal.db-wal", StringComparison.Ordinal)) continue;
            // A frame of the log: a head of 24 bytes, whose second number is not 0 when it ends a transaction; then the page.
            if (e is { Call: DiskCall.Write, Bytes.Length: 24 }) ends = e.Bytes.Span[4..8].IndexOfAnyExcept((byte)0) >= 0;
            else if (e.Call == DiskCall.Write && ends)
            {
                syncedAt.Add(int.MaxValue);
                ends = false;
            }
            else if (e.Call == DiskCall.SyncBegins) upTo = syncedAt.Count;
            else if (e.Call == DiskCall.SyncEnds)
                for (; synced < upTo; synced++) syncedAt[synced] = i;
        }
        return syncedAt;
    }

    /// <summary>The PUBACKs told by then: kiosk and number, each with the event that told it.</summary>
    /// <param name="kiosks">Who dialled in from which port; what others were told is left out.</param>
    internal IEnumerable<(int Event, string Kiosk, long Seq)> Acknowledgements(IReadOnlyDictionary<int, string> kiosks)
    {
        var halves = new Dictionary<long, byte[]>();
        for (int i = 0; i < _events.Count; i++)
        {
            if (_events[i] is not { Call: DiskCall.Told, Offset: var port } || !kiosks.TryGetValue((int)port, out string? kiosk)) continue;
            byte[] stream = [.. halves.GetValueOrDefault(port) ?? [], .. _events[i].Bytes.Span];
            int at = 0;
            for (; at + 2 <= stream.Length && at + 2 + stream[at + 1] <= stream.Length; at += 2 + stream[at + 1])
                if (stream[at] == 0x40) yield return (i, kiosk, stream[at + 2] << 8 | stream[at + 3]);
            halves[port] = stream[at..];
        }
    }
}
