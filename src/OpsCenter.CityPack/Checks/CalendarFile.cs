using OpsCenter.CityPack.Reading;

namespace OpsCenter.CityPack.Checks;

/// <summary>Reads the days that differ from the rule Monday to Friday.</summary>
internal static class CalendarFile
{
    private static readonly Dictionary<string, bool> Kinds = new() { ["holiday"] = false, ["workday"] = true };

    /// <summary>The days: false for a holiday, true for a make-up workday.</summary>
    internal static Dictionary<DateOnly, bool> Read(PackFolder folder, FaultList faults)
    {
        var days = new Dictionary<DateOnly, bool>();
        var lines = new Dictionary<DateOnly, int>();
        foreach (var row in CsvTable.Read(folder, PackFiles.Calendar, ["date", "kind", "name?"], faults))
        {
            var date = row.Date("date");
            var works = row.Choice("kind", Kinds);
            if (date is not { } day || works is not { } open) continue;
            if (!lines.TryAdd(day, row.Line)) row.Fault($"{day:yyyy-MM-dd} comes twice; first on line {lines[day]}.");
            else if (open && day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)) row.Fault($"{day:yyyy-MM-dd} is a working day anyway; a make-up workday falls on a Saturday or Sunday.");
            else days.Add(day, open);
        }
        return days;
    }
}
