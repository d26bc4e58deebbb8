using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace OpsCenter.Testing;

/// <summary>Holds JSON against the few words of JSON Schema that the published contract uses, more strictly than a reader does: a member that the schema does not name is a fault.</summary>
/// <param name="document">Where <c>#/…</c> leads to; an empty object when nothing is named so.</param>
public sealed class SchemaCheck(JsonObject document)
{
    private readonly HashSet<JsonNode> _met = new(ReferenceEqualityComparer.Instance);

    /// <summary>What of the value the schema does not allow; empty when all fits.</summary>
    public IReadOnlyList<string> Faults(JsonNode schema, string json)
    {
        List<string> faults = [];
        Check(schema, JsonNode.Parse(json), "$", faults);
        return faults;
    }

    /// <summary>The members that the schema names and no checked value had.</summary>
    public IReadOnlyList<string> NeverMet(JsonNode schema) => [.. Members(schema, "$").Where(member => !_met.Contains(member.Schema)).Select(member => member.Path)];

    /// <summary>The places of a document at which a schema says nothing: an empty object where a type should stand.</summary>
    public static IEnumerable<string> Hollow(JsonNode? node, string path = "#") => node switch
    {
        JsonObject { Count: 0 } when !path.EndsWith("/properties", StringComparison.Ordinal) => [path],
        JsonObject some => some.SelectMany(member => Hollow(member.Value, $"{path}/{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => Hollow(item, $"{path}/{index}")),
        _ => [],
    };

    private void Check(JsonNode schema, JsonNode? value, string path, List<string> faults)
    {
        if (Resolve(schema) is var named && named != schema)
        {
            Check(named, value, path, faults);
            return;
        }
        foreach (var part in schema["allOf"]?.AsArray() ?? []) Check(part!, value, path, faults);
        foreach (var name in schema["required"]?.AsArray() ?? [])
            if ((value as JsonObject)?[(string)name!] is null) faults.Add($"{path}.{name} is missing");
        if (schema["oneOf"] is JsonArray choices && choices.Count(choice => Fits(choice!, value)) != 1) faults.Add($"{path} fits not one of the choices");
        else if (schema["oneOf"] is JsonArray one) Check(one.Single(choice => Fits(choice!, value))!, value, path, faults);
        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value))) faults.Add($"{path} is {value}");
        if ((string?)schema["type"] is { } type) CheckType(schema, type, value, path, faults);
    }

    private void CheckType(JsonNode schema, string type, JsonNode? value, string path, List<string> faults)
    {
        switch (type, value)
        {
            case ("object", JsonObject some):
                foreach (var (name, member) in some)
                {
                    var inside = schema["properties"]?[name] ?? schema["additionalProperties"];
                    if (inside is null)
                    {
                        faults.Add($"{path}.{name} is not named");
                        continue;
                    }
                    _met.Add(inside);
                    Check(inside, member, $"{path}.{name}", faults);
                }
                break;
            case ("array", JsonArray list):
                if (list.Count < (Number(schema["minItems"]) ?? 0) || list.Count > (Number(schema["maxItems"]) ?? double.MaxValue)) faults.Add($"{path} has {list.Count} items");
                for (int i = 0; i < list.Count; i++)
                    if ((schema["items"] is JsonArray tuple ? tuple.ElementAtOrDefault(i) : schema["items"]) is { } each) Check(each, list[i], $"{path}[]", faults);
                break;
            case ("string", JsonValue text) when text.TryGetValue(out string? words):
                if (words.EnumerateRunes().Count() > (Number(schema["maxLength"]) ?? double.MaxValue)) faults.Add($"{path} is too long");
                if ((string?)schema["pattern"] is { } pattern && !Regex.IsMatch(words, pattern)) faults.Add($"{path} is {words}");
                break;
            case ("integer" or "number", JsonValue number) when number.TryGetValue(out double amount):
                if (type == "integer" && amount != Math.Floor(amount)) faults.Add($"{path} is {amount}");
                if (amount < (Number(schema["minimum"]) ?? double.MinValue) || amount > (Number(schema["maximum"]) ?? double.MaxValue)) faults.Add($"{path} is {amount}");
                break;
            case ("boolean", JsonValue flag) when flag.TryGetValue(out bool _): break;
            default: faults.Add($"{path} is no {type}"); break;
        }
    }

    private static double? Number(JsonNode? bound) => bound is null ? null : double.Parse(bound.ToJsonString(), CultureInfo.InvariantCulture);

    private bool Fits(JsonNode schema, JsonNode? value)
    {
        List<string> faults = [];
        new SchemaCheck(document).Check(schema, value, "$", faults);
        return faults.Count == 0;
    }

    private IEnumerable<(string Path, JsonNode Schema)> Members(JsonNode schema, string path)
    {
        schema = Resolve(schema);
        var parts = (schema["allOf"]?.AsArray() ?? []).Concat(schema["oneOf"]?.AsArray() ?? []).Concat(schema["items"] is JsonArray tuple ? tuple : Enumerable.Repeat(schema["items"], 1)).OfType<JsonNode>();
        var members = (schema["properties"]?.AsObject() ?? []).Select(member => (Path: $"{path}.{member.Key}", Schema: member.Value!));
        if (schema["additionalProperties"] is { } any) members = members.Append((Path: $"{path}.*", Schema: any));
        return parts.SelectMany(part => Members(part, path)).Concat(members.SelectMany(member => Members(member.Schema, member.Path).Prepend(member)));
    }

    private JsonNode Resolve(JsonNode schema) => (string?)schema["$ref"] is not { } name ? schema
        : name[2..].Split('/').Aggregate((JsonNode)document, (at, step) => at[step] ?? throw new KeyNotFoundException($"Nothing is named {name}."));
}
