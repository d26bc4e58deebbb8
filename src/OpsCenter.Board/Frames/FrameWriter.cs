using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpsCenter.Board.Fold;
using OpsCenter.Board.Live;

namespace OpsCenter.Board.Frames;

/// <summary>What the head of every frame says besides its kind and version.</summary>
/// <param name="At">When the shard's loop last proved alive.</param>
/// <param name="Health">The server's own state.</param>
internal readonly record struct FrameHead(DateTimeOffset At, BoardHealth Health);

/// <summary>Writes frames (<c>wire.md</c>, “Hub”) with buffers that are used again. One caller at a time.</summary>
internal sealed class FrameWriter : IDisposable
{
    /// <summary>The most bytes of tiles in one part of a snapshot: with its head and the hub's envelope it stays below 64 KB.</summary>
    internal const int PartBytes = 60_000;

    private readonly Places _places;
    private readonly ArrayBufferWriter<byte> _tiles = new(64 * 1024);
    private readonly ArrayBufferWriter<byte> _frame = new(64 * 1024);
    private readonly Utf8JsonWriter _tileWriter;
    private readonly Utf8JsonWriter _frameWriter;

    internal FrameWriter(Places places)
    {
        _places = places;
        // Frames are read by JSON parsers, never put into HTML: a '+' in an instant stays a '+'.
        var options = new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        _tileWriter = new Utf8JsonWriter(_tiles, options);
        _frameWriter = new Utf8JsonWriter(_frame, options);
    }

    /// <summary>All tiles of a detail, in as many parts as it takes.</summary>
    internal Frame[] Snapshot(ReadOnlySpan<int> nodes, ReadOnlySpan<Tile> shown, long version, bool sparse, FrameHead head)
    {
        List<byte[]> parts = [];
        BeginTiles();
        foreach (int node in nodes)
        {
            if (_tileWriter.BytesCommitted + _tileWriter.BytesPending > PartBytes)
            {
                parts.Add(EndTiles().ToArray());
                BeginTiles();
            }
            WriteTile(node, shown[node], sparse);
        }
        if (parts.Count == 0) return [Compose("snapshot", null, version, head, EndTiles(), 0, 0)];
        parts.Add(EndTiles().ToArray());
        var frames = new Frame[parts.Count];
        for (int i = 0; i < frames.Length; i++) frames[i] = Compose("snapshot", null, version, head, parts[i], i + 1, frames.Length);
        return frames;
    }

    /// <summary>The tiles of a detail that changed after a version.</summary>
    internal Frame Delta(ReadOnlySpan<int> nodes, ReadOnlySpan<Tile> shown, ReadOnlySpan<long> changedAt, long from, long version, bool sparse, FrameHead head)
    {
        BeginTiles();
        foreach (int node in nodes)
            if (changedAt[node] > from) WriteTile(node, shown[node], sparse);
        return Compose("delta", from, version, head, EndTiles(), 0, 0);
    }

    /// <summary>A sign of life: nothing changed.</summary>
    internal Frame Beat(long version, FrameHead head) => Compose("beat", null, version, head, default, 0, 0);

    /// <summary>One unit's tile for integrators and for the posture over HTTP: <c>{version, at, unit, tile}</c>.</summary>
    internal Frame Posture(int node, in Tile tile, long version, FrameHead head)
    {
        Begin();
        _frameWriter.WriteNumber("version"u8, version);
        WriteInstant("at"u8, head.At);
        _frameWriter.WriteString("unit"u8, _places.Key(node));
        _frameWriter.WritePropertyName("tile"u8);
        TileWriter.Write(_frameWriter, tile, sparse: false);
        return End(version);
    }

    /// <summary>One thing that happened: <c>{at, type, unit, kind}</c>.</summary>
    internal Frame Happening(in Happening happening, long version)
    {
        Begin();
        WriteInstant("at"u8, happening.Happened);
        _frameWriter.WriteString("type"u8, happening.Type);
        _frameWriter.WriteString("unit"u8, _places.Key(happening.Node));
        _frameWriter.WriteString("kind"u8, happening.Kind);
        return End(version);
    }

    /// <summary>Nothing happened for a while: <c>{at, type: "beat"}</c>.</summary>
    internal Frame Quiet(FrameHead head, long version)
    {
        Begin();
        WriteInstant("at"u8, head.At);
        _frameWriter.WriteString("type"u8, "beat"u8);
        return End(version);
    }

    /// <summary>The focus list: <c>{kind, version, at, scope, grids: [{unit, overdue, hours, households, rate}]}</c>.</summary>
    internal Frame Focus(int scope, IReadOnlyList<FocusGrid> grids, long version, FrameHead head)
    {
        Begin();
        _frameWriter.WriteString("kind"u8, "focus"u8);
        _frameWriter.WriteNumber("version"u8, version);
        WriteInstant("at"u8, head.At);
        _frameWriter.WriteString("scope"u8, _places.Key(scope));
        _frameWriter.WriteStartArray("grids"u8);
        foreach (var grid in grids)
        {
            _frameWriter.WriteStartObject();
            _frameWriter.WriteString("unit"u8, grid.Grid.ToString());
            _frameWriter.WriteNumber("overdue"u8, grid.Overdue);
            _frameWriter.WriteNumber("hours"u8, Math.Round(grid.OverdueHours, 1));
            _frameWriter.WriteNumber("households"u8, grid.Households);
            _frameWriter.WriteNumber("rate"u8, Math.Round(grid.HoursPerThousand, 1));
            _frameWriter.WriteEndObject();
        }
        _frameWriter.WriteEndArray();
        return End(version);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _tileWriter.Dispose();
        _frameWriter.Dispose();
    }

    private void BeginTiles()
    {
        _tiles.ResetWrittenCount();
        _tileWriter.Reset();
        _tileWriter.WriteStartObject();
    }

    private void WriteTile(int node, in Tile tile, bool sparse)
    {
        _tileWriter.WritePropertyName(_places.Key(node));
        TileWriter.Write(_tileWriter, tile, sparse);
    }

    private ReadOnlySpan<byte> EndTiles()
    {
        _tileWriter.WriteEndObject();
        _tileWriter.Flush();
        return _tiles.WrittenSpan;
    }

    private Frame Compose(string kind, long? from, long version, FrameHead head, ReadOnlySpan<byte> units, int part, int of)
    {
        Begin();
        _frameWriter.WriteString("kind"u8, kind);
        _frameWriter.WriteNumber("version"u8, version);
        if (from is { } builtOn) _frameWriter.WriteNumber("from"u8, builtOn);
        if (of > 0)
        {
            _frameWriter.WriteNumber("part"u8, part);
            _frameWriter.WriteNumber("of"u8, of);
        }
        WriteInstant("at"u8, head.At);
        _frameWriter.WriteString("mode"u8, "live"u8);
        _frameWriter.WriteString("health"u8, WordOf(head.Health));
        _frameWriter.WriteBoolean("synthetic"u8, _places.Plan.Parts.Synthetic);
        if (!units.IsEmpty)
        {
            _frameWriter.WritePropertyName("units"u8);
            _frameWriter.WriteRawValue(units, skipInputValidation: true);
        }
        return End(version);
    }

    private void Begin()
    {
        _frame.ResetWrittenCount();
        _frameWriter.Reset();
        _frameWriter.WriteStartObject();
    }

    private Frame End(long version)
    {
        _frameWriter.WriteEndObject();
        _frameWriter.Flush();
        BoardMeter.Written.Add(1);
        BoardMeter.WrittenBytes.Add(_frame.WrittenCount);
        return new Frame(version, _frame.WrittenSpan.ToArray());
    }

    private void WriteInstant(ReadOnlySpan<byte> name, DateTimeOffset at)
    {
        Span<byte> text = stackalloc byte[40];
        _places.Plan.Time.Local(at).TryFormat(text, out int length, "yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        _frameWriter.WriteString(name, text[..length]);
    }

    internal static ReadOnlySpan<byte> WordOf(BoardHealth health) => health switch
    {
        BoardHealth.Ok => "ok"u8,
        BoardHealth.IngestStopped => "ingest-stopped"u8,
        _ => "clock"u8,
    };
}
