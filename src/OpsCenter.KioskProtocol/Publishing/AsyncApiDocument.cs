using System.Text.Json.Nodes;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Topics;
using static OpsCenter.KioskProtocol.Publishing.Schemas;

namespace OpsCenter.KioskProtocol.Publishing;

/// <summary>The contract with devices and screens as AsyncAPI 3.0, built from the same types and limits that read it. It describes the server: <c>receive</c> is what the server receives.</summary>
public static class AsyncApiDocument
{
    private const string Mqtt = "mqtt";
    private const string Hub = "hub";
    private const string Live = "live";

    private static readonly KioskId AnyKiosk = KioskId.Parse("kiosk");

    /// <summary>The document for one city.</summary>
    /// <param name="cell">The city's code, as it stands in topics.</param>
    /// <param name="screens">What screens and integrators are sent, and how screens ask for it.</param>
    public static JsonObject Build(UnitCode cell, ScreenBodies screens) => new()
    {
        ["asyncapi"] = "3.0.0",
        ["info"] = new JsonObject
        {
            ["title"] = "OpsCenter",
            ["version"] = "1",
            ["description"] = "Kiosks over MQTT 3.1.1 and 5.0, screens over SignalR (JSON). The application described is the server: it receives what an operation 'receive' names, and sends what 'send' names.",
        },
        ["defaultContentType"] = "application/json",
        ["servers"] = new JsonObject
        {
            [Mqtt] = Server("mqtt", "1883", "MQTT on loopback. Client id and user name are the kiosk's id or the integrator's name, the password its secret.", "device"),
            [Hub] = Server("ws", "8080", "SignalR over WebSockets alone, JSON hub protocol 1; wss behind a reverse proxy with TLS.", "token"),
        },
        ["channels"] = Channels(cell, screens),
        ["operations"] = Operations(screens),
        ["components"] = new JsonObject
        {
            ["schemas"] = new JsonObject { ["tile"] = screens.Tile },
            ["securitySchemes"] = new JsonObject
            {
                ["device"] = new JsonObject { ["type"] = "userPassword", ["description"] = "A kiosk publishes and subscribes under its own topics; an integrator subscribes to postures." },
                ["token"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "As header, or as access_token in the query; a paired screen's cookie does as well." },
            },
        },
    };

    private static JsonObject Channels(UnitCode cell, ScreenBodies screens)
    {
        var asked = screens.Methods.Select(method => KeyValuePair.Create<string, JsonNode?>(method.Name, Body(Invocation(method))));
        var told = screens.Streams.Select(body => KeyValuePair.Create<string, JsonNode?>(body.Key, Body(body.Value, "The item of a SignalR StreamItem (type 2).")));
        return new JsonObject
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
                ["servers"] = References($"#/servers/{Mqtt}"),
                ["parameters"] = Parameter("unit", "A unit's code, or a venue's id."),
                ["messages"] = new JsonObject { ["tile"] = Body(screens.Posture) },
            },
            [Live] = new JsonObject
            {
                ["address"] = "/hub/live",
                ["description"] = "Streams for screens: a client invokes a method as a stream (type 4) and ends it with CancelInvocation (type 5). An unknown scope, or one not allowed, ends the stream with an error.",
                ["servers"] = References($"#/servers/{Hub}"),
                ["messages"] = new JsonObject(asked.Concat(told)),
            },
        };
    }

    private static JsonObject Operations(ScreenBodies screens)
    {
        var operations = new JsonObject();
        foreach (var kind in Enum.GetValues<KioskChannel>())
        {
            bool received = TopicOf(UnitCode.Parse("370600"), kind).IsFromKiosk;
            var operation = Operation(received ? "receive" : "send", NameOf(kind), [kind.ToString()]);
            if (kind is KioskChannel.Ask) operation["reply"] = Reply(NameOf(KioskChannel.Down), [nameof(KioskChannel.Down)]);
            operations[(received ? "receive" : "send") + kind] = operation;
        }
        operations["sendPosture"] = Operation("send", "posture", ["tile"]);
        foreach (var method in screens.Methods)
        {
            var operation = Operation("receive", Live, [method.Name]);
            operation["summary"] = method.Summary;
            operation["reply"] = Reply(Live, method.Streams);
            operations["receive" + method.Name] = operation;
        }
        return operations;
    }

    private static JsonObject Operation(string action, string channel, IEnumerable<string> messages)
    {
        var operation = Reply(channel, messages);
        operation["action"] = action;
        return operation;
    }

    private static JsonObject Reply(string channel, IEnumerable<string> messages) =>
        new() { ["channel"] = Reference($"#/channels/{channel}"), ["messages"] = References([.. messages.Select(message => $"#/channels/{channel}/messages/{message}")]) };

    private static JsonObject Server(string protocol, string port, string description, string security) => new()
    {
        ["host"] = "{host}:{port}",
        ["protocol"] = protocol,
        ["description"] = description,
        ["variables"] = new JsonObject { ["host"] = new JsonObject { ["default"] = "127.0.0.1" }, ["port"] = new JsonObject { ["default"] = port } },
        ["security"] = References($"#/components/securitySchemes/{security}"),
    };

    private static JsonObject Channel(UnitCode cell, KioskChannel channel, string description, JsonObject payload) => new()
    {
        ["address"] = TopicOf(cell, channel).ToString().Replace($"/{AnyKiosk}/", "/{kiosk}/", StringComparison.Ordinal),
        ["description"] = description,
        ["servers"] = References($"#/servers/{Mqtt}"),
        ["parameters"] = Parameter("kiosk", "The kiosk's id: 3 to 32 of a-z, 0-9 and -."),
        ["messages"] = new JsonObject { [channel.ToString()] = Body(payload) },
    };

    private static KioskTopic TopicOf(UnitCode cell, KioskChannel channel) => new(cell, AnyKiosk, channel);

    private static string NameOf(KioskChannel channel) => channel.ToString().ToLowerInvariant();

    private static JsonObject Parameter(string name, string description) => new() { [name] = new JsonObject { ["description"] = description } };

    private static JsonObject Reference(string to) => new() { ["$ref"] = to };

    private static JsonArray References(params IEnumerable<string> references) => new([.. references.Select(Reference)]);

    private static JsonObject Body(JsonObject payload, string? summary = null)
    {
        var body = new JsonObject { ["contentType"] = "application/json", ["payload"] = payload };
        if (summary is not null) body["summary"] = summary;
        return body;
    }

    /// <summary>SignalR hub protocol, “StreamInvocation Message Encoding”: the arguments stand in order, without names; each bears its name as a title.</summary>
    private static JsonObject Invocation(HubMethod method)
    {
        var arguments = new JsonArray();
        foreach (var (name, schema) in method.Arguments)
        {
            schema["title"] = name;
            arguments.Add(schema);
        }
        return Object(
            ("type", Whole(4, 4)), ("invocationId", Text()), ("target", OneOf(method.Name)),
            ("arguments", new JsonObject { ["type"] = "array", ["minItems"] = method.Arguments.Count, ["maxItems"] = method.Arguments.Count, ["items"] = arguments }));
    }

    private static JsonObject ReceiptSchema()
    {
        var ranges = List(List(Whole(1), least: 2, most: 2), least: 0, Receipt.MaxRanges);
        return Object([("outbox", Text(pattern: TapSchemas.OutboxPattern)), ("upTo", Whole(0)), ("missing", ranges), ("more", Flag())]);
    }
}
