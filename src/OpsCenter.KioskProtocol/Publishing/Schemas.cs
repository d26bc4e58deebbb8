using System.Text.Json.Nodes;

namespace OpsCenter.KioskProtocol.Publishing;

/// <summary>The few words of JSON Schema that the contract needs.</summary>
internal static class Schemas
{
    /// <summary>An object whose named members must stand; unknown members are ignored by readers.</summary>
    internal static JsonObject Object((string Name, JsonObject Schema)[] required, params string[] optional)
    {
        var properties = new JsonObject();
        foreach (var (name, schema) in required) properties[name] = schema;
        foreach (string name in optional) properties[name] = Anything();
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

    internal static JsonObject List(JsonObject items, int? most = null)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = items };
        if (most is { } longest) schema["maxItems"] = longest;
        return schema;
    }

    internal static JsonObject Real() => new() { ["type"] = "number" };

    internal static JsonObject Flag() => new() { ["type"] = "boolean" };

    internal static JsonObject Instant() => new() { ["type"] = "string", ["format"] = "date-time" };

    internal static JsonObject Anything() => [];
}
