using System.Globalization;
using System.Text.Json;

namespace OpsCenter.Wall.Dashboards;

/// <summary>Reads members of one file and gathers every fault on the way; nothing stops at the first.</summary>
internal sealed class Faults(string file)
{
    private readonly List<DashboardFault> _all = [];

    internal IReadOnlyList<DashboardFault> All => _all;

    internal void Add(int line, string reason) => _all.Add(new DashboardFault(file, line, reason));

    /// <summary>A member that must be there and be of a kind; null, and a fault, when it is not.</summary>
    internal JsonPart? Need(JsonPart of, string name, JsonTokenType kind)
    {
        if (!of.Members.TryGetValue(name, out var part)) Add(of.Line, $"'{name}' is missing.");
        else if (part.Kind == kind) return part;
        else Add(part.Line, $"'{name}' must be {Words(kind)}.");
        return null;
    }

    internal string Text(JsonPart of, string name) => Need(of, name, JsonTokenType.String)?.Text ?? "";

    internal string Word(JsonPart of, string name, string[] allowed)
    {
        var part = Need(of, name, JsonTokenType.String);
        if (part is null || allowed.Contains(part.Text)) return part?.Text ?? "";
        Add(part.Line, $"'{name}' is '{part.Text}'; it must be one of {string.Join(", ", allowed)}.");
        return "";
    }

    internal double Number(JsonPart of, string name, double least, double most)
    {
        var part = Need(of, name, JsonTokenType.Number);
        return part is null ? least : Within(part, name, least, most);
    }

    internal double Number(JsonPart of, string name, double least, double most, double otherwise) =>
        of.Members.ContainsKey(name) ? Number(of, name, least, most) : otherwise;

    internal TimeOnly Time(JsonPart of, string name)
    {
        if (Need(of, name, JsonTokenType.String) is not { } part) return default;
        if (!TimeOnly.TryParseExact(part.Text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time))
            Add(part.Line, $"'{name}' is '{part.Text}'; a time is HH:mm.");
        return time;
    }

    /// <summary>Shares of a length, each more than 0 and less than 1.</summary>
    internal IReadOnlyList<double> Shares(JsonPart of, string name)
    {
        if (!of.Members.ContainsKey(name) || Need(of, name, JsonTokenType.StartArray) is not { } list) return [];
        return [.. list.Items.Select(item => item.Kind is JsonTokenType.Number ? Within(item, name, 0.01, 0.99) : Refused(item, $"'{name}' holds numbers.", 0.5))];
    }

    internal IReadOnlyList<JsonPart> Texts(JsonPart of, string name)
    {
        IReadOnlyList<JsonPart> items = Need(of, name, JsonTokenType.StartArray)?.Items ?? [];
        foreach (var item in items.Where(item => item.Kind is not JsonTokenType.String)) Add(item.Line, $"'{name}' holds texts.");
        return items;
    }

    internal void OnlyMembers(JsonPart of, params string[] known)
    {
        foreach (var (name, part) in of.Members)
            if (!known.Contains(name)) Add(part.Line, $"'{name}' is not known here; known are {string.Join(", ", known)}.");
    }

    private double Within(JsonPart part, string name, double least, double most)
    {
        double value = double.Parse(part.Text, CultureInfo.InvariantCulture);
        return value >= least && value <= most ? value
            : Refused(part, string.Create(CultureInfo.InvariantCulture, $"'{name}' is {part.Text}; it must be {least} to {most}."), least);
    }

    private double Refused(JsonPart part, string reason, double value)
    {
        Add(part.Line, reason);
        return value;
    }

    private static string Words(JsonTokenType kind) => kind switch
    {
        JsonTokenType.StartObject => "an object",
        JsonTokenType.StartArray => "a list",
        JsonTokenType.Number => "a number",
        _ => "a text",
    };
}
