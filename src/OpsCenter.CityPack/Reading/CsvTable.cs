using CsvHelper;

namespace OpsCenter.CityPack.Reading;

/// <summary>Reads a CSV file of a pack: comma, UTF-8, a header line, RFC 4180 quotes; lines that begin with # are comments.</summary>
internal static class CsvTable
{
    /// <summary>The rows that have as many cells as the header; whatever is wrong goes to the faults.</summary>
    /// <param name="folder">The pack.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="columns">The columns in any order; one that ends in <c>?</c> may be absent.</param>
    /// <param name="faults">Where faults go.</param>
    internal static List<CsvRow> Read(PackFolder folder, string file, IReadOnlyList<string> columns, FaultList faults)
    {
        if (folder.Utf8(file) is not { } bytes) return [];
        using var reader = CsvReader.Create(bytes, new CsvReaderOptions
        {
            Separator = ',',
            HasHeader = false,
            SkipEmptyLines = true,
            CommentPrefix = '#',
            AllowLineBreaksInQuotes = false,
            TrackLineNumbers = true,
            MalformedData = CsvMalformedDataHandling.Skip,
            OnMalformedRecord = bad => faults.Add(file, (int)bad.LineNumber, Sentence(bad.Reason)),
        });
        var rows = new List<CsvRow>();
        if (!reader.Read())
        {
            faults.Add(file, 1, $"The file is empty; its first line names the columns: {Plain(columns)}.");
            return rows;
        }
        int width = reader.FieldCount;
        if (Header(file, reader, columns, faults) is not { } header) return rows;
        while (reader.Read())
        {
            int line = (int)reader.LineNumber;
            if (reader.FieldCount == width) rows.Add(new CsvRow(file, line, header, Cells(reader), faults));
            else faults.Add(file, line, $"The line has {reader.FieldCount} cells, the header {width}.");
        }
        return rows;
    }

    private static string[] Cells(CsvReader reader)
    {
        string[] cells = new string[reader.FieldCount];
        for (int i = 0; i < cells.Length; i++) cells[i] = reader.GetString(i);
        return cells;
    }

    private static string Sentence(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.StrayQuote => "A quote stands inside a cell that does not begin with one.",
        CsvMalformedReason.TextAfterClosingQuote => "Text follows a closing quote.",
        _ => "A quote is not closed on its line.",
    };

    private static Dictionary<string, int>? Header(string file, CsvReader reader, IReadOnlyList<string> columns, FaultList faults)
    {
        var header = new Dictionary<string, int>(StringComparer.Ordinal);
        int before = faults.Count;
        for (int i = 0; i < reader.FieldCount; i++)
        {
            string name = reader.GetString(i).Trim();
            if (!columns.Any(column => column.TrimEnd('?') == name))
                faults.Add(file, (int)reader.LineNumber, $"Unknown column '{name}'; known are {Plain(columns)}.");
            else if (!header.TryAdd(name, i))
                faults.Add(file, (int)reader.LineNumber, $"Column '{name}' comes twice.");
        }
        foreach (string column in columns)
            if (!column.EndsWith('?') && !header.ContainsKey(column))
                faults.Add(file, (int)reader.LineNumber, $"Column '{column}' is missing.");
        return faults.Count == before ? header : null;
    }

    private static string Plain(IReadOnlyList<string> columns) => string.Join(", ", columns.Select(column => column.TrimEnd('?')));
}
