using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Journal.Records;

/// <content>Reading on past damage, for reports: the server itself never does.</content>
internal sealed partial class CommitDecoder
{
    private const int FrameBytes = 2 * sizeof(uint); // length and CRC

    /// <summary>
    /// The records of a commit that their own CRC still proves. Where a length is damaged, the next record is where a length, a CRC and a
    /// later place in the commit agree: what is lost is the damaged record, not what follows it.
    /// </summary>
    /// <returns>The records, and whether they are all that the bytes hold: then it is the row around them that is damaged.</returns>
    internal (IReadOnlyList<Recorded> Records, bool AreAll) Salvage(StoredCommit commit)
    {
        List<Recorded> sound = [];
        bool areAll = true;
        for (int at = 0; at < commit.Records.Length;)
        {
            var (recorded, length) = RecordAt(commit, at);
            if (recorded is null || (sound.Count > 0 && recorded.Position <= sound[^1].Position)) (at, areAll) = (at + 1, false);
            else
            {
                sound.Add(recorded);
                at += length;
            }
        }
        return (sound, areAll);
    }

    private (Recorded?, int Length) RecordAt(StoredCommit commit, int at)
    {
        var reader = new RecordReader(commit.Records.AsSpan(at));
        if (reader.Rest.Length < FrameBytes || reader.UInt32() is var length && length > reader.Rest.Length - sizeof(uint)) return default;
        try
        {
            var place = new RecordReader(commit.Records.AsSpan(at + FrameBytes, (int)length));
            long offset = place.Varint();
            if (offset > commit.Records.Length / FrameBytes) return default; // the row's own count may be what is damaged
            reader = new RecordReader(commit.Records.AsSpan(at));
            return (Record(ref reader, commit.First, (int)offset), FrameBytes + (int)length);
        }
        catch (Exception e) when (e is JournalCorruptException or FormatException or OverflowException)
        {
            return default;
        }
    }
}
