using System.Globalization;
using System.Text.Json;
using OpsCenter.Board;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>A frame as a screen reads it (<c>wire.md</c>, “Hub”).</summary>
internal sealed record ScreenFrame(string Kind, long Version, long From, int Of, long At, List<KeyValuePair<string, Tile>> Units)
{
    internal static ScreenFrame Read(ReadOnlyMemory<byte> utf8)
    {
        using var document = JsonDocument.Parse(utf8);
        var root = document.RootElement;
        List<KeyValuePair<string, Tile>> units = [];
        if (root.TryGetProperty("units", out var told))
            foreach (var unit in told.EnumerateObject()) units.Add(new(unit.Name, TileOf(unit.Value)));
        var at = DateTimeOffset.ParseExact(root.GetProperty("at").GetString()!, "yyyy-MM-ddTHH:mm:ss.fffzzz", CultureInfo.InvariantCulture);
        return new(root.GetProperty("kind").GetString()!, Number(root, "version"), Number(root, "from"), Math.Max(1, (int)Number(root, "of")), at.UtcTicks, units);
    }

    private static Tile TileOf(JsonElement tile)
    {
        bool hasKiosks = tile.TryGetProperty("kiosks", out var kiosks);
        return new Tile(
            Number(tile, "present"), tile.TryGetProperty("presentEstimated", out var estimated) && estimated.GetBoolean(), Number(tile, "checkIns"),
            Number(tile, "open"), Number(tile, "overdue"), Number(tile, "closed"), Number(tile, "closedOnTime"), Number(tile, "raised"),
            Number(tile, "volunteers"), (int)Number(tile, "level"), Kiosks("online"), Kiosks("total"), Kiosks("gaps"), Kiosks("behind"));

        int Kiosks(string name) => hasKiosks ? (int)Number(kiosks, name) : 0;
    }

    private static long Number(JsonElement of, string name) => of.TryGetProperty(name, out var number) ? number.GetInt64() : 0;
}
