using System.Text.Json.Nodes;
using OpsCenter.Board;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Publishing;

namespace OpsCenter.Server.Hosting;

/// <summary>The published contract: what devices, integrators and screens are sent, each told by the part that writes it.</summary>
internal static class Contract
{
    /// <summary>The AsyncAPI document of one city.</summary>
    internal static JsonObject AsyncApi(UnitCode city) =>
        AsyncApiDocument.Build(city, new ScreenBodies(FrameSchemas.Tile(), FrameSchemas.Posture(), FrameSchemas.Streams(), HubMethods()));

    /// <summary>What <c>/hub/live</c> may be asked; a test holds it against the hub.</summary>
    private static HubMethod[] HubMethods() =>
    [
        new("Watch", "Snapshot, deltas and beats of a scope; detail 'grids' and 'venues' add the children.", [Scope(), ("detail", Words("self", "children", "grids", "venues"))], ["snapshot", "delta", "beat"]),
        new("Happenings", "What happens in a scope, at most 5 a second; places and kinds, no persons.", [Scope()], ["happening", "quiet"]),
        new("Focus", "The focus list of a scope, every 2 s.", [Scope()], ["focus"]),
    ];

    private static (string, JsonObject) Scope() => ("scope", new JsonObject { ["type"] = "string", ["description"] = "A unit's code, or a venue's id." });

    private static JsonObject Words(params string[] words) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };
}
