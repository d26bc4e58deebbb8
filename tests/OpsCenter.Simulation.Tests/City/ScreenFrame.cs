using System.Text.Json;
using OpsCenter.Board;

namespace OpsCenter.Simulation.Tests.City;

/// <summary>A frame as a screen reads it (<c>wire.md</c>, “Hub”).</summary>
internal sealed record ScreenFrame(string Kind, long Version, long From, int Of, long At, List<KeyValuePair<string, Tile>> Units)
{
    internal static ScreenFrame Read(ReadOnlySpan<byte> utf8)
    {
        var json = new Utf8JsonReader(utf8);
        string kind = "";
        long version = 0, from = 0, of = 1, at = 0;
        List<KeyValuePair<string, Tile>> units = [];
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("kind"u8)) kind = Text(ref json);
            else if (json.ValueTextEquals("version"u8)) version = Number(ref json);
            else if (json.ValueTextEquals("from"u8)) from = Number(ref json);
            else if (json.ValueTextEquals("of"u8)) of = Number(ref json);
            else if (json.ValueTextEquals("at"u8)) at = Instant(ref json);
            else if (json.ValueTextEquals("units"u8)) ReadUnits(ref json, units);
            else json.Skip();
        }
        return new(kind, version, from, (int)of, at, units);
    }

    private static void ReadUnits(ref Utf8JsonReader json, List<KeyValuePair<string, Tile>> units)
    {
        json.Read();
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            string unit = json.GetString()!;
            json.Read();
            units.Add(new(unit, ReadTile(ref json, default)));
        }
    }

    // A tile, or what of it stands under "kiosks"; what is left out is 0.
    private static Tile ReadTile(ref Utf8JsonReader json, Tile tile)
    {
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("present"u8)) tile = tile with { Present = Number(ref json) };
            else if (json.ValueTextEquals("presentEstimated"u8)) tile = tile with { PresentEstimated = json.Read() && json.GetBoolean() };
            else if (json.ValueTextEquals("checkIns"u8)) tile = tile with { CheckIns = Number(ref json) };
            else if (json.ValueTextEquals("open"u8)) tile = tile with { Open = Number(ref json) };
            else if (json.ValueTextEquals("overdue"u8)) tile = tile with { Overdue = Number(ref json) };
            else if (json.ValueTextEquals("closed"u8)) tile = tile with { Closed = Number(ref json) };
            else if (json.ValueTextEquals("closedOnTime"u8)) tile = tile with { ClosedOnTime = Number(ref json) };
            else if (json.ValueTextEquals("raised"u8)) tile = tile with { Raised = Number(ref json) };
            else if (json.ValueTextEquals("volunteers"u8)) tile = tile with { Volunteers = Number(ref json) };
            else if (json.ValueTextEquals("level"u8)) tile = tile with { Level = (int)Number(ref json) };
            else if (json.ValueTextEquals("kiosks"u8)) tile = json.Read() ? ReadTile(ref json, tile) : tile;
            else if (json.ValueTextEquals("online"u8)) tile = tile with { KiosksOnline = (int)Number(ref json) };
            else if (json.ValueTextEquals("total"u8)) tile = tile with { KiosksTotal = (int)Number(ref json) };
            else if (json.ValueTextEquals("gaps"u8)) tile = tile with { Gaps = Number(ref json) };
            else if (json.ValueTextEquals("behind"u8)) tile = tile with { Behind = (int)Number(ref json) };
            else json.Skip();
        }
        return tile;
    }

    private static long Number(ref Utf8JsonReader json) => json.Read() ? json.GetInt64() : 0;

    private static string Text(ref Utf8JsonReader json) => json.Read() ? json.GetString()! : "";

    private static long Instant(ref Utf8JsonReader json) => json.Read() ? json.GetDateTimeOffset().UtcTicks : 0;
}
