using System.Buffers.Binary;

namespace OpsCenter.Journal.Sqlite.Tests;

/// <summary>Where each transaction ends in a write-ahead log (sqlite.org/fileformat2.html, 4.1): frames of a 24-byte head and a page; a head with a size ends a transaction.</summary>
internal static class WriteAheadLog
{
    private const int HeadBytes = 32;
    private const int FrameHeadBytes = 24;

    internal static List<int> TransactionEnds(ReadOnlySpan<byte> log)
    {
        int page = BinaryPrimitives.ReadInt32BigEndian(log[8..]);
        var salt = log.Slice(16, 8);
        var ends = new List<int>();
        for (int at = HeadBytes; at + FrameHeadBytes + page <= log.Length; at += FrameHeadBytes + page)
        {
            var head = log.Slice(at, FrameHeadBytes);
            if (!head.Slice(8, 8).SequenceEqual(salt)) break; // what an earlier round of the log left behind
            if (BinaryPrimitives.ReadInt32BigEndian(head[4..]) != 0) ends.Add(at + FrameHeadBytes + page);
        }
        return ends;
    }
}
