using System.Text.Json.Nodes;

namespace OpsCenter.KioskProtocol.Publishing;

/// <summary>What screens and integrators are sent, as JSON Schema; the part that writes it tells it, as this project knows devices only.</summary>
/// <param name="Tile">A tile, which the others name as <c>#/components/schemas/tile</c>.</param>
/// <param name="Posture">A retained tile for integrators.</param>
/// <param name="Streams">The bodies of the hub's streams by name.</param>
public sealed record ScreenBodies(JsonObject Tile, JsonObject Posture, IReadOnlyDictionary<string, JsonObject> Streams);
