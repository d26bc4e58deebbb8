using System.Globalization;

namespace OpsCenter.Benchmarks.Report;

/// <summary>One figure, measured once a repetition.</summary>
internal sealed class Series
{
    private readonly List<double> _values = [];

    internal double Least => _values.Min();

    internal bool IsEmpty => _values.Count == 0;

    /// <summary>The middle one; of an even number the mean of the two in the middle.</summary>
    internal double Median
    {
        get
        {
            double[] sorted = [.. _values.Order()];
            return sorted.Length == 0 ? double.NaN : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
        }
    }

    internal void Add(double value) => _values.Add(value);

    /// <summary>Median and, of several, the spread: <c>118,000 (105,000–121,000)</c>.</summary>
    internal string Text(string format = "#,0") => _values.Count switch
    {
        0 => "–",
        1 => One(Median, format),
        _ => $"{One(Median, format)} ({One(_values.Min(), format)}–{One(_values.Max(), format)})",
    };

    /// <summary>The median alone.</summary>
    internal string Middle(string format = "#,0") => IsEmpty ? "–" : One(Median, format);

    private static string One(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
