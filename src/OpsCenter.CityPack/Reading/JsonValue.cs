using System.Text.Json;

namespace OpsCenter.CityPack.Reading;

/// <summary>A JSON value that knows its line, so that a fault can say where.</summary>
internal sealed class JsonValue(JsonValueKind kind, int line, string text)
{
    internal JsonValueKind Kind => kind;

    /// <summary>The line on which the value begins, from 1.</summary>
    internal int Line => line;

    /// <summary>A string's characters, a number's digits; else empty.</summary>
    internal string Text => text;

    // Made when first asked for: a file of outlines holds a million numbers, which have neither.
    internal List<(string Name, int Line, JsonValue Value)> Members => field ??= [];

    internal List<JsonValue> Items => field ??= [];

    internal JsonValue? Find(string name)
    {
        foreach (var member in Members)
            if (member.Name == name) return member.Value;
        return null;
    }

    /// <summary>A member that the schema requires.</summary>
    internal JsonValue this[string name] => Find(name) ?? throw new InvalidOperationException($"The schema lets '{name}' be absent.");
}
