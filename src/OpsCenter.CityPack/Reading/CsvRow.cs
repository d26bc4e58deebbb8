using System.Globalization;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.CityPack.Reading;

/// <summary>One line of a CSV file. Each reader tells what is wrong as a fault and answers null, so that reading goes on.</summary>
internal sealed class CsvRow(string file, int line, Dictionary<string, int> columns, string[] cells, FaultList faults)
{
    private const int LongestText = 60;

    internal int Line => line;

    internal void Fault(string reason) => faults.Add(file, line, reason);

    /// <summary>The cell without spaces around it; empty when the column is absent.</summary>
    internal string this[string column] => columns.TryGetValue(column, out int index) ? cells[index].Trim() : "";

    internal string? Text(string column)
    {
        string text = this[column];
        if (text.Length is > 0 and <= LongestText) return text;
        Fault(text.Length == 0 ? $"'{column}' is empty." : $"'{column}' is longer than {LongestText} characters.");
        return null;
    }

    internal int? Number(string column, int from, int to)
    {
        if (int.TryParse(this[column], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= from && number <= to) return number;
        Fault($"'{column}' is '{this[column]}'; it must be a whole number from {from} to {to}.");
        return null;
    }

    internal TimeOnly? Time(string column)
    {
        if (TimeOnly.TryParseExact(this[column], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)) return time;
        Fault($"'{column}' is '{this[column]}'; it must be a time like 08:30.");
        return null;
    }

    internal DateOnly? Date(string column)
    {
        if (DateOnly.TryParseExact(this[column], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)) return date;
        Fault($"'{column}' is '{this[column]}'; it must be a date like 2026-10-01.");
        return null;
    }

    /// <summary>A division code of one level.</summary>
    /// <param name="column">The column.</param>
    /// <param name="level">The level that the code must have.</param>
    /// <param name="shortCity">Whether a city may be written with 4 digits, as the statistical office publishes it.</param>
    internal UnitCode? Code(string column, UnitLevel level, bool shortCity)
    {
        string text = shortCity && this[column].Length == 4 ? $"{this[column]}00" : this[column];
        if (UnitCode.TryParse(text.AsSpan(), out var code) && code.Level == level) return code;
        Fault($"'{column}' is '{this[column]}'; it must be the code of a {Word(level)}.");
        return null;
    }

    internal T? Id<T>(string column) where T : struct, IParsable<T>
    {
        if (T.TryParse(this[column], CultureInfo.InvariantCulture, out var id)) return id;
        Fault($"'{column}' is '{this[column]}'; it must be 3 to 32 characters of a-z 0-9 -.");
        return null;
    }

    /// <summary>The value that a word of the file stands for.</summary>
    internal T? Choice<T>(string column, IReadOnlyDictionary<string, T> words) where T : struct
    {
        if (words.TryGetValue(this[column], out var value)) return value;
        Fault($"'{column}' is '{this[column]}'; it must be one of {string.Join(", ", words.Keys)}.");
        return null;
    }

    private static string Word(UnitLevel level) => level switch
    {
        UnitLevel.Grid => "grid, 15 digits",
        UnitLevel.Community => "community or village, 12 digits",
        UnitLevel.Town => "town, 9 digits",
        UnitLevel.District => "district, 6 digits",
        _ => "city, 6 digits that end in 00",
    };
}
