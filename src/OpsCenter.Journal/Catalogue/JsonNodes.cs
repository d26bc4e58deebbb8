using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace OpsCenter.Journal.Catalogue;

/// <summary>Free JSON, for upcasters only.</summary>
[JsonSerializable(typeof(JsonObject))]
internal sealed partial class JsonNodes : JsonSerializerContext;
