using System.Globalization;

namespace OpsCenter.Benchmarks.Report;

/// <summary>The one table, in Markdown.</summary>
/// <param name="machine">What all rows of the table were measured on.</param>
/// <param name="commit">What was measured.</param>
/// <param name="order">The names of all rows, in the order of the table.</param>
internal sealed class Table(string machine, string commit, IReadOnlyList<string> order)
{
    private const string Begin = "<!-- benchmarks: begin -->";
    private const string End = "<!-- benchmarks: end -->";
    private const string Head = "| row | what | OpsCenter | beside, in the same run | floors | measured |\n|---|---|---|---|---|---|";

    private readonly List<(string Key, string Line)> _lines = [];
    private readonly List<Floor> _floors = [];
    private readonly string _date = TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    internal bool AllHold => _floors.TrueForAll(floor => floor.Holds is true);

    internal string Verdict => string.Join('\n', [
        $"{_floors.Count(floor => floor.Holds is true)} of {_floors.Count} floors hold.",
        .. _floors.Where(floor => floor.Holds is false).Select(floor => $"does not hold: {floor.Text}"),
        .. _floors.Where(floor => floor.Holds is null).Select(floor => $"could not be judged: {floor.Text}")]);

    internal void Add(string key, string what, Finding found)
    {
        _floors.AddRange(found.Floors);
        string floors = string.Join("<br>", found.Floors.Select(floor => $"{floor.Text} {floor.Holds switch { true => "✓", false => "**✗**", _ => "?" }}"));
        _lines.Add((key, $"| `{key}` | {what} | {found.Ours} | {found.Beside} | {floors} | {_date}, {commit} |"));
    }

    internal string Markdown(bool quick) => $"""
        {(quick ? "One short repetition: shows that it works, and is no measurement." : "Median (least–most) of three repetitions.")} {machine}

        {Head}
        {string.Join('\n', _lines.Select(line => line.Line))}

        """;

    /// <summary>Puts the rows between the markers of a file. Rows that were not measured now stay as they stand, if they are of this machine.</summary>
    internal void WriteInto(string file)
    {
        string text = File.ReadAllText(file);
        var (begin, end) = (text.IndexOf(Begin, StringComparison.Ordinal), text.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin) throw new InvalidOperationException($"{file} has no lines '{Begin}' and '{End}'.");
        string before = text[begin..end];
        var rows = before.Contains(machine, StringComparison.Ordinal)
            ? before.Split('\n').Where(line => line.StartsWith("| `", StringComparison.Ordinal)).ToDictionary(line => line.Split('`')[1])
            : [];
        foreach (var (key, line) in _lines) rows[key] = line;
        string table = $"{Begin}\nMedian (least–most) of three repetitions. {machine}\n\n{Head}\n{string.Join('\n', order.Where(rows.ContainsKey).Select(key => rows[key]))}\n";
        File.WriteAllText(file, text[..begin] + table + text[end..]);
    }
}
