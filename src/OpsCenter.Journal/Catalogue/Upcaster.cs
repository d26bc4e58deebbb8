using System.Text.Json.Nodes;

namespace OpsCenter.Journal.Catalogue;

/// <summary>Turns the data of an event that is no longer written into the shape of its successor. Journals are never rewritten.</summary>
/// <param name="From">The name that stands in old journals.</param>
/// <param name="To">The name whose shape comes out: one of the catalogue, or the start of another upcaster.</param>
/// <param name="Reshape">Old data in, new data out; pure.</param>
internal sealed record Upcaster(string From, string To, Func<JsonObject, JsonObject> Reshape);
