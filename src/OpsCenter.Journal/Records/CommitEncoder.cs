using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal.Catalogue;

namespace OpsCenter.Journal.Records;

/* One commit, as it is hashed; what follows the count is the row's blob. Numbers are little-endian.

     hash of the commit before (32) | first position (8) | count (4) | record …
   record
     body length (4) | CRC-32C of the body (4) | body
   body
     position − first (varint) | stream kind (1) | stream key (text) | stream version (varint) | event name (text)
     | happened (8) | heard (8)              100-nanosecond ticks since 1970-01-01 UTC: what is folded again is what was folded first
     | flags (1)                             1 = a tap caused it; 2 = the tap's kiosk is who; 4 = its clocks were not believed (format 2)
     | actor kind (1) | actor id (text)      the id only without flag 2
     | kiosk (text) | outbox (text) | seq (varint) | digest (8)    only with flag 1
     | data                                  the rest: UTF-8 JSON
   text = length (1) | UTF-8 */

/// <summary>Writes batches as commits, each linked to the one before by its hash. Belongs to the writer's thread.</summary>
internal sealed class CommitEncoder(EventCatalogue catalogue) : IDisposable
{
    internal const int HashBytes = 32;
    internal const int HeaderBytes = HashBytes + sizeof(long) + sizeof(uint);
    internal const byte HasTap = 1;
    internal const byte TapsKioskIsWho = 2;
    internal const byte TapsTimeIsDoubtful = 4;

    private readonly CommitBuffer _buffer = new();
    private readonly Utf8JsonWriter _json = new(Stream.Null, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
    private readonly byte[] _hash = new byte[HashBytes];

    /// <summary>The kinds of event in the newest batch, each once.</summary>
    internal HashSet<EventType> Names { get; } = [];

    /// <summary>The records of the newest batch; valid until the next.</summary>
    internal ReadOnlySpan<byte> Records => _buffer.Written[HeaderBytes..];

    /// <summary>The hash of the newest batch; valid until the next.</summary>
    internal ReadOnlySpan<byte> Hash => _hash;

    /// <summary>Encodes a batch whose positions must follow <paramref name="head"/> without holes.</summary>
    internal void Encode(IReadOnlyList<Recorded> batch, long head, ReadOnlySpan<byte> hashBefore)
    {
        if (batch.Count == 0) throw new ArgumentException("A commit holds at least one fact.", nameof(batch));
        _buffer.Clear();
        Names.Clear();
        _buffer.Bytes(hashBefore);
        _buffer.Int64(head + 1);
        _buffer.UInt32((uint)batch.Count);
        for (int i = 0; i < batch.Count; i++)
        {
            if (batch[i].Position != head + 1 + i)
                throw new ArgumentException($"Position {batch[i].Position} does not follow {head + i}.", nameof(batch));
            Encode(batch[i], i);
        }
        SHA256.HashData(_buffer.Written, _hash);
    }

    public void Dispose() => _json.Dispose();

    private void Encode(Recorded recorded, int offset)
    {
        int start = _buffer.Length;
        _buffer.UInt32(0);
        _buffer.UInt32(0);
        EncodeBody(recorded, (uint)offset);
        var body = _buffer.Written[(start + 8)..];
        _buffer.Patch(start, (uint)body.Length);
        _buffer.Patch(start + 4, Crc32C.Of(body));
    }

    private void EncodeBody(Recorded recorded, uint offset)
    {
        var fact = recorded.Fact;
        var type = catalogue.Of(fact.Event);
        Names.Add(type);
        var stream = fact.Event.Stream;
        _buffer.Varint(offset);
        _buffer.Byte((byte)stream.Kind);
        _buffer.Text(stream.Key);
        _buffer.Varint((ulong)recorded.Version);
        _buffer.Byte((byte)type.Utf8Name.Length);
        _buffer.Bytes(type.Utf8Name);
        _buffer.Int64(fact.Happened.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks);
        _buffer.Int64(fact.Heard.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks);
        EncodeOrigin(fact);
        _json.Reset(_buffer);
        type.Write(_json, fact.Event);
        _json.Flush();
    }

    private void EncodeOrigin(Fact fact)
    {
        string? kiosk = fact.Tap?.Id.Kiosk.ToString();
        bool same = fact.By.Kind == ActorKind.Kiosk && fact.By.Id == kiosk;
        _buffer.Byte((byte)((kiosk is null ? 0 : HasTap) | (same ? TapsKioskIsWho : 0) | (fact.Tap is { IsTimeDoubtful: true } ? TapsTimeIsDoubtful : 0)));
        _buffer.Byte((byte)fact.By.Kind);
        if (!same) _buffer.Text(fact.By.Id);
        if (fact.Tap is not { } tap) return;
        _buffer.Text(kiosk!);
        _buffer.Text(tap.Id.Outbox.ToString());
        _buffer.Varint((ulong)tap.Id.Seq);
        _buffer.UInt64(tap.Digest);
    }
}
