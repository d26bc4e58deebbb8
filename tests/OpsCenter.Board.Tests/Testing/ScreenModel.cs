using System.Text.Json;

namespace OpsCenter.Board.Tests.Testing;

/// <summary>What a screen knows after the frames it was given, by the rules of <c>wire.md</c> alone; it shares no code with the board.</summary>
public sealed class ScreenModel
{
    private Dictionary<string, JsonElement> _parts = [];

    public Dictionary<string, JsonElement> Units { get; private set; } = [];
    public long Version { get; private set; } = -1;
    public string Kind { get; private set; } = "";
    public JsonElement Last { get; private set; }

    public void Take(Frame frame)
    {
        using var json = JsonDocument.Parse(frame.Utf8);
        Last = json.RootElement.Clone();
        Kind = Last.GetProperty("kind").GetString()!;
        long version = Last.GetProperty("version").GetInt64();
        switch (Kind)
        {
            case "snapshot":
                (int part, int of) = Last.TryGetProperty("part", out var number) ? (number.GetInt32(), Last.GetProperty("of").GetInt32()) : (1, 1);
                if (part == 1) _parts = [];
                foreach (var unit in Last.GetProperty("units").EnumerateObject()) Assert.True(_parts.TryAdd(unit.Name, unit.Value));
                if (part == of) (Units, Version) = (_parts, version);
                break;
            case "delta":
                Assert.Equal(Version, Last.GetProperty("from").GetInt64());
                foreach (var unit in Last.GetProperty("units").EnumerateObject())
                {
                    Assert.True(Units.ContainsKey(unit.Name));
                    Units[unit.Name] = unit.Value;
                }
                Version = version;
                break;
            case "beat":
                Assert.Equal(Version, version);
                Assert.False(Last.TryGetProperty("units", out _));
                break;
            default: throw new InvalidOperationException(Kind);
        }
    }

    public long Figure(string unit, string member) => Units[unit].TryGetProperty(member, out var value) ? value.GetInt64() : 0;

    /// <summary>The unit's tile, read back; members that are left out are 0.</summary>
    public Tile Tile(string unit)
    {
        var kiosks = Units[unit].TryGetProperty("kiosks", out var value) ? value : default;
        return new Tile(Figure(unit, "present"), Units[unit].TryGetProperty("presentEstimated", out var estimated) && estimated.GetBoolean(), Figure(unit, "checkIns"),
            Figure(unit, "open"), Figure(unit, "overdue"), Figure(unit, "closed"), Figure(unit, "closedOnTime"), Figure(unit, "raised"), Figure(unit, "volunteers"),
            (int)Figure(unit, "level"), (int)Of("online"), (int)Of("total"), Of("gaps"), (int)Of("behind"));

        long Of(string member) => kiosks.ValueKind is JsonValueKind.Object && kiosks.TryGetProperty(member, out var figure) ? figure.GetInt64() : 0;
    }
}
