using System.Text.Json.Nodes;

namespace OpsCenter.KioskProtocol.Publishing;

/// <summary>What screens and integrators are sent, as JSON Schema; the part that writes it tells it, as this project knows devices only.</summary>
/// <param name="Tile">A tile, which the others name as <c>#/components/schemas/tile</c>.</param>
/// <param name="Posture">A retained tile for integrators.</param>
/// <param name="Streams">The bodies of the hub's streams by name.</param>
/// <param name="Methods">The hub's methods that give them.</param>
public sealed record ScreenBodies(JsonObject Tile, JsonObject Posture, IReadOnlyDictionary<string, JsonObject> Streams, IReadOnlyList<HubMethod> Methods);

/// <summary>A method of the hub that a screen invokes as a stream.</summary>
/// <param name="Name">What an invocation names as its target.</param>
/// <param name="Summary">What it gives, in a sentence.</param>
/// <param name="Arguments">Its arguments in order, each with its schema.</param>
/// <param name="Streams">Which bodies come back, by their names in <see cref="ScreenBodies.Streams"/>.</param>
public sealed record HubMethod(string Name, string Summary, IReadOnlyList<(string Name, JsonObject Schema)> Arguments, IReadOnlyList<string> Streams);
