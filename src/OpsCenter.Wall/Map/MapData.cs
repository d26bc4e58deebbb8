using System.Buffers;
using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Wall.Map;

/// <summary>What a browser needs to draw a scope: its units with their parents, a hexagon a grid, venues and kinds by name. Made once a scope, kept packed.</summary>
internal sealed class MapData
{
    private readonly ConcurrentDictionary<UnitCode, PackedMap> _maps = new();
    private readonly CityPlan _plan;
    private readonly OutlineWriter? _outlines;
    private readonly bool _outlinesRefused;

    public MapData(CityPlan plan, IOptions<WallOptions> options, ILogger<MapData> logger)
    {
        _plan = plan;
        if (plan.Parts.Outlines is not { } outlines) return;
        if (outlines.RefusalFor(options.Value.Public) is { } refusal)
        {
            _outlinesRefused = true;
            logger.OutlinesRefused(refusal.Text);
        }
        else _outlines = new OutlineWriter(plan, outlines);
    }

    /// <summary>The map of a scope; null when the city has no such unit.</summary>
    internal PackedMap? Find(UnitCode scope) => _plan.IndexOf(scope) < 0 ? null : _maps.GetOrAdd(scope, Pack);

    private PackedMap Pack(UnitCode scope)
    {
        var json = new ArrayBufferWriter<byte>(512 * 1024);
        using (var writer = new Utf8JsonWriter(json)) Write(writer, scope);
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(json.WrittenSpan);
        return new PackedMap(packed.ToArray(), $"\"{Convert.ToHexStringLower(SHA256.HashData(json.WrittenSpan))[..16]}\"");
    }

    private void Write(Utf8JsonWriter writer, UnitCode scope)
    {
        var places = Below(_plan.IndexOf(scope));
        writer.WriteStartObject();
        writer.WriteString("hash", _plan.Parts.Hash);
        writer.WriteString("scope", scope.ToString());
        writer.WriteStartArray("units");
        foreach (int index in places.Keys) WriteUnit(writer, _plan.Units[index], places.GetValueOrDefault(_plan.ParentIndex[index], -1));
        writer.WriteEndArray();
        writer.WriteStartArray("cells");
        foreach (var cell in _plan.Parts.Schematic)
            if (places.TryGetValue(_plan.IndexOf(cell.Grid), out int place)) WriteNumbers(writer, place, cell.Q, cell.R);
        writer.WriteEndArray();
        writer.WriteStartArray("venues");
        foreach (var venue in _plan.Parts.Venues)
            if (places.TryGetValue(_plan.IndexOf(venue.Grid), out int place)) WriteVenue(writer, venue, place);
        writer.WriteEndArray();
        if (_outlinesRefused) writer.WriteBoolean("outlinesRefused", true);
        _outlines?.Write(writer, places);
        writer.WriteStartArray("kinds");
        foreach (var kind in _plan.Parts.Catalogue) WriteTexts(writer, kind.Code.ToString(), kind.Name, kind.EnglishName);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    /// <summary>The scope and all below it: index in the plan to place in the map, in the plan's order.</summary>
    private OrderedDictionary<int, int> Below(int scope)
    {
        var places = new OrderedDictionary<int, int> { [scope] = 0 };
        for (int index = scope + 1; index < _plan.Units.Count; index++)
            if (places.ContainsKey(_plan.ParentIndex[index])) places.Add(index, places.Count);
        return places;
    }

    private static void WriteUnit(Utf8JsonWriter writer, Unit unit, int parent)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(unit.Code.ToString());
        writer.WriteNumberValue(parent);
        writer.WriteStringValue(unit.ShortName);
        writer.WriteStringValue(unit.EnglishName == unit.ShortName ? "" : unit.EnglishName);
        writer.WriteNumberValue(unit.Households);
        writer.WriteEndArray();
    }

    private static void WriteVenue(Utf8JsonWriter writer, Venue venue, int place)
    {
        writer.WriteStartArray();
        writer.WriteStringValue(venue.Id.ToString());
        writer.WriteNumberValue(place);
        writer.WriteStringValue(venue.Name);
        writer.WriteStringValue(venue.EnglishName);
        writer.WriteEndArray();
    }

    private static void WriteTexts(Utf8JsonWriter writer, params ReadOnlySpan<string> texts)
    {
        writer.WriteStartArray();
        foreach (string text in texts) writer.WriteStringValue(text);
        writer.WriteEndArray();
    }

    private static void WriteNumbers(Utf8JsonWriter writer, params ReadOnlySpan<int> numbers)
    {
        foreach (int number in numbers) writer.WriteNumberValue(number);
    }
}

/// <summary>A map as it is sent.</summary>
/// <param name="Gzip">One JSON object, packed.</param>
/// <param name="Tag">Its entity tag, quotes included: a hash of the object.</param>
internal sealed record PackedMap(byte[] Gzip, string Tag);
