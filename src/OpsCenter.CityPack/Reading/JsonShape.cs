using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace OpsCenter.CityPack.Reading;

/// <summary>
/// Holds a value against a JSON Schema: the part of draft 2020-12 that the pack's schemas use, which is type, enum, const, required,
/// properties, additionalProperties (false), items, minItems, minLength, maxLength, pattern, minimum, maximum and local $ref.
/// </summary>
internal sealed class JsonShape
{
    private readonly JsonElement _root;

    private JsonShape(JsonElement root) => _root = root;

    /// <summary>A schema that is part of this project, by its file name.</summary>
    internal static JsonShape Load(string name)
    {
        using var stream = typeof(JsonShape).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The schema {name} is not in the build.");
        using var document = JsonDocument.Parse(stream);
        return new JsonShape(document.RootElement.Clone());
    }

    /// <summary>Tells each difference as a fault; true when there is none.</summary>
    internal bool Holds(JsonValue value, string file, FaultList faults)
    {
        int before = faults.Count;
        Check(_root, value, "", file, faults);
        return faults.Count == before;
    }

    private void Check(JsonElement schema, JsonValue value, string path, string file, FaultList faults)
    {
        if (schema.TryGetProperty("$ref", out var reference)) schema = Resolve(reference.GetString()!);
        void Fault(string reason) => faults.Add(file, value.Line, $"{(path.Length == 0 ? "The file" : $"'{path}'")} {reason}");

        if (schema.TryGetProperty("type", out var type) && !IsOf(type.GetString()!, value))
        {
            Fault($"must be {Article(type.GetString()!)}.");
            return;
        }
        if (schema.TryGetProperty("enum", out var choices) && !choices.EnumerateArray().Any(choice => Same(choice, value)))
            Fault($"is '{value.Text}'; it must be one of {string.Join(", ", choices.EnumerateArray())}.");
        if (schema.TryGetProperty("const", out var only) && !Same(only, value)) Fault($"must be {only}.");
        switch (value.Kind)
        {
            case JsonValueKind.Object: CheckMembers(schema, value, path, file, faults); break;
            case JsonValueKind.Array: CheckItems(schema, value, path, file, faults); break;
            case JsonValueKind.String: CheckText(schema, value.Text, Fault); break;
            case JsonValueKind.Number: CheckNumber(schema, value.Text, Fault); break;
            default: break;
        }
    }

    private void CheckMembers(JsonElement schema, JsonValue value, string path, string file, FaultList faults)
    {
        bool any = schema.TryGetProperty("properties", out var properties);
        bool closed = schema.TryGetProperty("additionalProperties", out var more) && more.ValueKind is JsonValueKind.False;
        if (schema.TryGetProperty("required", out var required))
            foreach (var name in required.EnumerateArray())
                if (value.Find(name.GetString()!) is null) faults.Add(file, value.Line, $"Member '{Join(path, name.GetString()!)}' is missing.");
        foreach (var (name, line, member) in value.Members)
        {
            if (any && properties.TryGetProperty(name, out var inner)) Check(inner, member, Join(path, name), file, faults);
            else if (closed) faults.Add(file, line, $"Unknown member '{Join(path, name)}'.");
        }
    }

    private void CheckItems(JsonElement schema, JsonValue value, string path, string file, FaultList faults)
    {
        if (schema.TryGetProperty("minItems", out var least) && value.Items.Count < least.GetInt32())
            faults.Add(file, value.Line, $"'{path}' must hold at least {least} items.");
        if (!schema.TryGetProperty("items", out var items)) return;
        for (int i = 0; i < value.Items.Count; i++) Check(items, value.Items[i], $"{path}[{i}]", file, faults);
    }

    private static void CheckText(JsonElement schema, string text, Action<string> fault)
    {
        if (schema.TryGetProperty("minLength", out var least) && text.Length < least.GetInt32()) fault("must not be empty.");
        if (schema.TryGetProperty("maxLength", out var most) && text.Length > most.GetInt32()) fault($"must be at most {most} characters long.");
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(text, pattern.GetString()!, RegexOptions.CultureInvariant))
            fault($"is '{text}'; it must match {pattern}.");
    }

    private static void CheckNumber(JsonElement schema, string text, Action<string> fault)
    {
        double number = double.Parse(text, CultureInfo.InvariantCulture);
        if (schema.TryGetProperty("minimum", out var least) && number < least.GetDouble()) fault($"is {text}; it must be at least {least}.");
        if (schema.TryGetProperty("maximum", out var most) && number > most.GetDouble()) fault($"is {text}; it must be at most {most}.");
    }

    private JsonElement Resolve(string reference)
    {
        var found = _root;
        foreach (string step in reference.TrimStart('#').Split('/', StringSplitOptions.RemoveEmptyEntries)) found = found.GetProperty(step);
        return found;
    }

    private static bool IsOf(string type, JsonValue value) => type switch
    {
        "object" => value.Kind is JsonValueKind.Object,
        "array" => value.Kind is JsonValueKind.Array,
        "string" => value.Kind is JsonValueKind.String,
        "boolean" => value.Kind is JsonValueKind.True or JsonValueKind.False,
        "integer" => value.Kind is JsonValueKind.Number && int.TryParse(value.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        "number" => value.Kind is JsonValueKind.Number,
        _ => throw new InvalidOperationException($"The schema names a type '{type}' that is not checked here."),
    };

    private static bool Same(JsonElement wanted, JsonValue value) =>
        wanted.ValueKind == value.Kind && (wanted.ValueKind is JsonValueKind.String ? wanted.GetString() == value.Text : wanted.GetRawText() == value.Text);

    private static string Article(string type) => type is "object" or "array" or "integer" ? $"an {type}" : $"a {type}";

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
