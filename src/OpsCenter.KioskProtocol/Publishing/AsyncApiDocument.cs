using System.Text.Json.Nodes;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Topics;
using static OpsCenter.KioskProtocol.Publishing.Schemas;

namespace OpsCenter.KioskProtocol.Publishing;

/// <summary>The contract with devices and screens as AsyncAPI 3.0, built from the same types and limits that read it.</summary>
public static class AsyncApiDocument
{
    private static readonly KioskId AnyKiosk = KioskId.Parse("kiosk");

    /// <summary>The document for one city.</summary>
    /// <param name="cell">The city's code, as it stands in topics.</param>
    /// <param name="screens">What screens and integrators are sent.</param>
    public static JsonObject Build(UnitCode cell, ScreenBodies screens) => new()
    {
        ["asyncapi"] = "3.0.0",
        ["info"] = new JsonObject { ["title"] = "OpsCenter", ["version"] = "1", ["description"] = "Kiosks over MQTT 3.1.1 and 5.0, screens over SignalR (JSON)." },
        ["channels"] = new JsonObject
        {
            ["up"] = Channel(cell, KioskChannel.Up, "A tap; QoS 1: PUBACK means journaled and fsynced.", TapSchemas.Tap()),
            ["state"] = Channel(cell, KioskChannel.State, "The kiosk's report, on connect and every 30 s, retained; the will sets online to false.", TapSchemas.State()),
            ["ask"] = Channel(cell, KioskChannel.Ask, "A question, answered on down.", TapSchemas.Ask()),
            ["receipt"] = Channel(cell, KioskChannel.Receipt, "What is journaled: everything up to upTo but the ranges missing.", ReceiptSchema()),
            ["down"] = Channel(cell, KioskChannel.Down, "Desired state, commands and answers.", DownSchemas.Down()),
            ["posture"] = new JsonObject
            {
                ["address"] = new PostureTopic(cell, "{unit}").ToString(),
                ["description"] = "Retained tiles for integrators, at most one a second each.",
                ["messages"] = Message("tile", screens.Posture),
            },
            ["live"] = new JsonObject
            {
                ["address"] = "/hub/live",
                ["description"] = "SignalR: Watch(scope, detail) streams snapshot, delta and beat frames; Happenings(scope) happenings; Focus(scope) focus lists.",
                ["messages"] = new JsonObject(screens.Streams.Select(body => KeyValuePair.Create<string, JsonNode?>(body.Key, Body(body.Value)))),
            },
        },
        ["components"] = new JsonObject { ["schemas"] = new JsonObject { ["tile"] = screens.Tile } },
    };

    private static JsonObject Channel(UnitCode cell, KioskChannel channel, string description, JsonObject payload)
    {
        var topic = new KioskTopic(cell, AnyKiosk, channel);
        return new JsonObject
        {
            ["address"] = topic.ToString().Replace($"/{AnyKiosk}/", "/{kiosk}/", StringComparison.Ordinal),
            ["description"] = description,
            ["x-sender"] = topic.IsFromKiosk ? "kiosk" : "server",
            ["messages"] = Message(channel.ToString(), payload),
        };
    }

    private static JsonObject Message(string name, JsonObject payload) =>
        new() { [name] = Body(payload) };

    private static JsonObject Body(JsonObject payload) => new() { ["contentType"] = "application/json", ["payload"] = payload };

    private static JsonObject ReceiptSchema()
    {
        var ranges = List(List(Whole(1), least: 2, most: 2), least: 0, Receipt.MaxRanges);
        return Object([("outbox", Text(pattern: TapSchemas.OutboxPattern)), ("upTo", Whole(0)), ("missing", ranges), ("more", Flag())]);
    }
}
