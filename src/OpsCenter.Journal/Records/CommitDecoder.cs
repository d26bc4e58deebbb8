using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Catalogue;

namespace OpsCenter.Journal.Records;

/// <summary>Reads commits strictly: every length, CRC and link is checked, and nothing is skipped. Belongs to one reader.</summary>
internal sealed partial class CommitDecoder(EventCatalogue catalogue) : IDisposable
{
    private readonly IncrementalHash _sha = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The records of a commit that must follow the one with <paramref name="hashBefore"/>.</summary>
    /// <exception cref="JournalCorruptException">Something does not check.</exception>
    internal Recorded[] Decode(StoredCommit commit, long expectedFirst, ReadOnlySpan<byte> hashBefore)
    {
        CheckLink(commit, expectedFirst, hashBefore);
        var recorded = new Recorded[commit.Count];
        var reader = new RecordReader(commit.Records);
        for (int i = 0; i < recorded.Length; i++) recorded[i] = Record(ref reader, commit.First, i);
        if (!reader.Rest.IsEmpty) throw Corrupt(commit.First, "bytes follow its last record");
        return recorded;
    }

    /// <summary>Checks place, count and hash of a commit without reading its records.</summary>
    internal void CheckLink(StoredCommit commit, long expectedFirst, ReadOnlySpan<byte> hashBefore)
    {
        if (commit.First != expectedFirst) throw Corrupt(expectedFirst, $"the next commit starts at {commit.First}");
        if (commit.Count is < 1 or > int.MaxValue) throw Corrupt(commit.First, $"its commit holds {commit.Count} records");
        Span<byte> place = stackalloc byte[sizeof(long) + sizeof(uint)];
        BinaryPrimitives.WriteInt64LittleEndian(place, commit.First);
        BinaryPrimitives.WriteUInt32LittleEndian(place[sizeof(long)..], (uint)commit.Count);
        _sha.AppendData(hashBefore);
        _sha.AppendData(place);
        _sha.AppendData(commit.Records);
        Span<byte> hash = stackalloc byte[CommitEncoder.HashBytes];
        _sha.GetHashAndReset(hash);
        if (!hash.SequenceEqual(commit.Hash)) throw Corrupt(FirstBadRecord(commit), "the chain of hashes breaks here");
    }

    public void Dispose() => _sha.Dispose();

    private Recorded Record(ref RecordReader reader, long first, int offset)
    {
        try
        {
            uint length = reader.UInt32();
            uint crc = reader.UInt32();
            var body = reader.Take(checked((int)length));
            if (Crc32C.Of(body) != crc) throw new FormatException("its CRC does not match");
            return Body(body, first, offset);
        }
        catch (Exception e) when (e is FormatException or OverflowException or JsonException or DecoderFallbackException or ArgumentException)
        {
            throw Corrupt(first + offset, e.Message);
        }
    }

    private Recorded Body(ReadOnlySpan<byte> body, long first, int offset)
    {
        var reader = new RecordReader(body);
        if (reader.Varint() != offset) throw new FormatException("it stands at another place than it says");
        var kind = (StreamKind)reader.Byte();
        var key = reader.Utf8();
        long version = reader.Varint();
        var name = reader.Utf8();
        var happened = Time(reader.Int64());
        var heard = Time(reader.Int64());
        var (by, tap) = Origin(ref reader);
        var e = catalogue.Read(name, reader.Rest, out bool upcast);
        if (!upcast && (e.Stream.Kind != kind || !IsText(key, e.Stream.Key))) throw new FormatException($"it stands in another stream than {e.Stream}");
        return new Recorded(first + offset, version, new Fact(e, happened, heard, by, tap));
    }

    private static (Actor By, TapStamp? Tap) Origin(ref RecordReader reader)
    {
        byte flags = reader.Byte();
        const byte both = CommitEncoder.HasTap | CommitEncoder.TapsKioskIsWho;
        bool doubtful = (flags & CommitEncoder.TapsTimeIsDoubtful) != 0;
        if ((flags & ~(both | CommitEncoder.TapsTimeIsDoubtful)) != 0 || (flags != 0 && (flags & CommitEncoder.HasTap) == 0)) throw new FormatException($"its flags are {flags}");
        var kind = (ActorKind)reader.Byte();
        if (!Enum.IsDefined(kind)) throw new FormatException($"nobody is of kind {(byte)kind}");
        string? who = (flags & both) == both ? null : reader.Text();
        if ((flags & CommitEncoder.HasTap) == 0) return (new Actor(kind, who!), null);
        var kiosk = KioskId.Parse(reader.Text());
        var tap = new TapId(kiosk, OutboxId.Parse(reader.Text()), reader.Varint());
        return (new Actor(kind, who ?? kiosk.ToString()), new TapStamp(tap, reader.UInt64(), doubtful));
    }

    private static DateTimeOffset Time(long ticks) => DateTimeOffset.UnixEpoch.AddTicks(ticks);

    private static bool IsText(ReadOnlySpan<byte> utf8, string text)
    {
        Span<byte> bytes = stackalloc byte[byte.MaxValue];
        return Encoding.UTF8.TryGetBytes(text, bytes, out int length) && utf8.SequenceEqual(bytes[..length]);
    }

    // The hash tells that a commit is bad; the CRCs tell which record, when it is a record and not the row around it.
    private static long FirstBadRecord(StoredCommit commit)
    {
        var reader = new RecordReader(commit.Records);
        for (int i = 0; i < commit.Count && !reader.Rest.IsEmpty; i++)
        {
            try
            {
                uint length = reader.UInt32();
                uint crc = reader.UInt32();
                if (Crc32C.Of(reader.Take(checked((int)length))) != crc) return commit.First + i;
            }
            catch (Exception e) when (e is FormatException or OverflowException)
            {
                return commit.First + i;
            }
        }
        return commit.First;
    }

    private static JournalCorruptException Corrupt(long position, string why) =>
        new($"The journal is damaged at position {position}: {why}.", position);
}
