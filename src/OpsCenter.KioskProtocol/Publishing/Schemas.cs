using System.Text.Json.Nodes;

namespace OpsCenter.KioskProtocol.Publishing;

/// <summary>The few words of JSON Schema that the contract needs.</summary>
internal static class Schemas
{
    /// <summary>An object whose named members must stand; unknown members are ignored by readers.</summary>
    internal static JsonObject Object(params (string Name, JsonObject Schema)[] required)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in required) properties[name] = schema;
        return new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray([.. required.Select(member => JsonValue.Create(member.Name))]),
            ["properties"] = properties,
        };
    }

    internal static JsonObject With(this JsonObject schema, params (string Name, JsonObject Schema)[] optional)
    {
        foreach (var (name, member) in optional) schema["properties"]![name] = member;
        return schema;
    }

    internal static JsonObject Text(int? longest = null, string? pattern = null)
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (longest is { } most) schema["maxLength"] = most;
        if (pattern is not null) schema["pattern"] = pattern;
        return schema;
    }

    internal static JsonObject Whole(long least, long? most = null)
    {
        var schema = new JsonObject { ["type"] = "integer", ["minimum"] = least };
        if (most is { } highest) schema["maximum"] = highest;
        return schema;
    }

    internal static JsonObject OneOf(params string[] words) =>
        new() { ["type"] = "string", ["enum"] = new JsonArray([.. words.Select(word => JsonValue.Create(word))]) };

    internal static JsonObject List(JsonObject items, int least, int most)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = items, ["maxItems"] = most };
        if (least > 0) schema["minItems"] = least;
        return schema;
    }

    internal static JsonObject Real() => new() { ["type"] = "number" };

    internal static JsonObject Flag() => new() { ["type"] = "boolean" };

    internal static JsonObject Instant() => new() { ["type"] = "string", ["format"] = "date-time" };

    /// <summary>An object of free names, each with such a value.</summary>
    internal static JsonObject Map(JsonObject value) => new() { ["type"] = "object", ["additionalProperties"] = value };
}
