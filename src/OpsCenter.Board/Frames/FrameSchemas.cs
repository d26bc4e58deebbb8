using System.Text;
using System.Text.Json.Nodes;

namespace OpsCenter.Board;

/// <summary>What screens and integrators are sent, as JSON Schema: the bodies that <see cref="Frames.FrameWriter"/> writes, member by member. A test holds both against each other.</summary>
/// <remarks>Each call builds afresh. A schema that is used often is named: <c>tile</c> stands under <c>#/components/schemas/tile</c> of the document.</remarks>
public static class FrameSchemas
{
    /// <summary>A tile, as frames bear it: in details <c>grids</c> and <c>venues</c> members that are 0 are left out.</summary>
    public static JsonObject Tile() => Object(
        required: [],
        ("present", Count("everyone inside")), ("presentEstimated", Flag("walk-ins that leave by rule are among them")), ("checkIns", Count("since local midnight")),
        ("open", Count("requests, overdue ones included")), ("overdue", Count("requests past their limit")), ("closed", Count("since local midnight")),
        ("closedOnTime", Count("of those closed, within their limit")), ("raised", Count("requests since local midnight")),
        ("volunteers", Count("of those present, to volunteer or for a mobilization")), ("level", Range(0, 3, "by the pack's rule")),
        ("kiosks", Object([], ("online", Count("reachable")), ("total", Count("all")), ("gaps", Count("tap numbers missing and not awaited")), ("behind", Count("that still hold taps; left out when 0")))));

    /// <summary>A unit's whole tile, for integrators and over HTTP.</summary>
    public static JsonObject Posture() => Object(
        ["version", "at", "unit", "tile"], ("version", Version()), ("at", Instant()), ("unit", Unit()),
        ("tile", new JsonObject
        {
            ["allOf"] = new JsonArray(TileByName()),
            ["required"] = Names("present", "checkIns", "open", "overdue", "closed", "closedOnTime", "raised", "volunteers", "level", "kiosks"),
        }));

    /// <summary>The bodies of the hub's streams, by the name of each: <c>snapshot</c>, <c>delta</c> and <c>beat</c> of Watch, <c>happening</c> and <c>quiet</c> of Happenings, <c>focus</c>.</summary>
    public static IReadOnlyDictionary<string, JsonObject> Streams() => new Dictionary<string, JsonObject>
    {
        ["snapshot"] = Frame("snapshot", ["units"], ("units", Units()), ("part", Range(1, null, "of a large snapshot, from 1")), ("of", Range(2, null, "how many parts"))),
        ["delta"] = Frame("delta", ["from", "units"], ("from", Version()), ("units", Units())),
        ["beat"] = Frame("beat", []),
        ["happening"] = Object(
            ["at", "type", "unit", "kind"], ("at", Instant()), ("type", OneOf("check-in", "request", "overdue", "closed")), ("unit", Unit()),
            ("kind", Text("a purpose, or the catalogue's code of a request"))),
        ["quiet"] = Object(["at", "type"], ("at", Instant()), ("type", OneOf("beat"))),
        ["focus"] = Object(
            ["kind", "version", "at", "scope", "grids"], ("kind", OneOf("focus")), ("version", Version()), ("at", Instant()), ("scope", Unit()),
            ("grids", new JsonObject
            {
                ["type"] = "array",
                ["maxItems"] = LiveBoard.FocusCount,
                ["items"] = Object(
                    ["unit", "overdue", "hours", "households", "rate"], ("unit", Unit()), ("overdue", Range(1, null, "requests past their limit")),
                    ("hours", Amount("by which they passed it, summed")), ("households", Count("of the grid")), ("rate", Amount("hours per 1,000 households, and of at least the pack's minimum: the list's order"))),
            })),
    };

    private static JsonObject Frame(string kind, string[] required, params (string, JsonObject)[] more) => Object(
        ["kind", "version", "at", "mode", "health", "synthetic", .. required],
        [
            ("kind", OneOf(kind)), ("version", Version()), ("at", Instant()), ("mode", OneOf("live", "replay", "drill")),
            ("health", OneOf([.. Enum.GetValues<BoardHealth>().Select(health => Encoding.ASCII.GetString(Frames.FrameWriter.WordOf(health)))])),
            ("synthetic", Flag("the data is invented")), .. more,
        ]);

    private static JsonObject Object(string[] required, params (string Name, JsonObject Schema)[] members)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in members) properties[name] = schema;
        return new JsonObject { ["type"] = "object", ["required"] = Names(required), ["properties"] = properties };
    }

    private static JsonObject Units() => new() { ["type"] = "object", ["description"] = "tiles by unit code or venue id", ["additionalProperties"] = TileByName() };

    private static JsonObject TileByName() => new() { ["$ref"] = "#/components/schemas/tile" };

    private static JsonArray Names(params string[] names) => new([.. names.Select(name => JsonValue.Create(name))]);

    private static JsonObject Count(string what) => Range(0, null, what);

    private static JsonObject Version() => Range(0, null, "the journal position folded");

    private static JsonObject Range(long least, long? most, string what)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = least, ["description"] = what };
        if (most is { } highest) schema["maximum"] = highest;
        return schema;
    }

    private static JsonObject Amount(string what) => new() { ["type"] = "number", ["minimum"] = 0, ["description"] = what };

    private static JsonObject Flag(string what) => new() { ["type"] = "boolean", ["description"] = what };

    private static JsonObject Text(string what) => new() { ["type"] = "string", ["description"] = what };

    private static JsonObject Unit() => Text("a unit's code, or a venue's id");

    private static JsonObject Instant() => new() { ["type"] = "string", ["format"] = "date-time" };

    private static JsonObject OneOf(params string[] words) => new() { ["type"] = "string", ["enum"] = Names(words) };
}
