using System.Text.Json.Nodes;
using OpsCenter.KioskProtocol.Down;
using OpsCenter.KioskProtocol.Taps;
using static OpsCenter.KioskProtocol.Publishing.Schemas;

namespace OpsCenter.KioskProtocol.Publishing;

/// <summary>What the server says to a kiosk, as JSON Schema; the limits are those that <see cref="DownReader"/> reads by.</summary>
internal static class DownSchemas
{
    private const string TimePattern = "^([01][0-9]|2[0-3]):[0-5][0-9]$";

    internal static JsonObject Down() => new()
    {
        ["oneOf"] = new JsonArray(
            Typed("desired", Object([]).With(
                ("mode", Id()), ("page", Id()), ("texts", Map(Text(TapContent.MaxText))),
                ("hours", Object([("opens", Text(pattern: TimePattern)), ("closes", Text(pattern: TimePattern))])),
                ("onDuty", Whole(0, int.MaxValue)), ("version", Id()))),
            Typed("command", Object([("name", Id())]).With(("arguments", Map(Text(TapContent.MaxText))))),
            Typed("answer", Object([("ask", Id()), ("ticket", Text(pattern: TapSchemas.TicketPattern)), ("progress", OneOf([.. DownWords.All]))])
                .With(("raised", Instant()), ("due", Instant()), ("mistyped", Flag())))),
    };

    private static JsonObject Typed(string type, JsonObject data) => Object([("id", Id()), ("type", OneOf(type)), ("data", data)]);

    private static JsonObject Id() => Text(TapContent.MaxShort);
}
