using System.Text.Json.Nodes;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Taps;
using static OpsCenter.KioskProtocol.Publishing.Schemas;

namespace OpsCenter.KioskProtocol.Publishing;

/// <summary>What kiosks send, as JSON Schema; the limits are those that <see cref="TapReader"/> reads by.</summary>
internal static class TapSchemas
{
    internal const string OutboxPattern = "^(0|[0-9a-f]{8,32})$";
    private const string CardPattern = "^[0-9a-fA-F]{32}$";
    internal const string TicketPattern = "^[0-9]{8}$";

    internal static JsonObject Tap() => new()
    {
        ["oneOf"] = new JsonArray(
            Typed("check-in", Object([("purpose", OneOf("service", "volunteer", "duty", "mobilization", "activity"))])
                .With(("card", Text(pattern: CardPattern)), ("ref", Text(TapContent.MaxShort)))),
            Typed("check-out", Object([]).With(("card", Text(pattern: CardPattern)))),
            Typed("request", Object([("kind", Text(32)), ("ticket", Text(pattern: TicketPattern))])
                .With(("text", Text(TapContent.MaxText)), ("grid", Text(pattern: "^[0-9]{15}$")), ("phone", Text(TapContent.MaxShort)), ("card", Text(pattern: CardPattern)))),
            Typed("rating", Object([("ticket", Text(pattern: TicketPattern)), ("solved", Flag())]).With(("score", Whole(1, 5)))),
            Typed("void", Object([("reason", Text(TapContent.MaxText))]))),
    };

    internal static JsonObject State() => Object([("online", Flag())]).With(
        ("now", Instant()), ("boot", Text(TapContent.MaxShort)), ("mono", Whole(0, TapId.MaxSeq)), ("uptime", Real()), ("version", Text(TapContent.MaxShort)),
        ("outbox", Text(pattern: OutboxPattern)), ("lastSeq", Whole(0)), ("oldestSeq", Whole(0)), ("queued", Whole(0)), ("temperature", Real()), ("applied", Text(TapContent.MaxShort)));

    internal static JsonObject Ask() =>
        Object([("id", Text(TapContent.MaxShort)), ("type", OneOf("progress")), ("data", Object([("ticket", Text(pattern: TicketPattern))]))]);

    private static JsonObject Typed(string type, JsonObject data) =>
        Object([("seq", Whole(1, TapId.MaxSeq)), ("at", Instant()), ("type", OneOf(type)), ("data", data)])
            .With(("outbox", Text(pattern: OutboxPattern)), ("boot", Text(TapContent.MaxShort)), ("mono", Whole(0, TapId.MaxSeq)));
}
