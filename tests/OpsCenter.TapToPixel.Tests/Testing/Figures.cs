using System.Globalization;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>Sizes that <c>tests/long.sh</c> sets, and the figures that it keeps. Without a size a test is small and asserts no speed.</summary>
internal static class Figures
{
    internal static int? Size(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    internal static void Keep(ITestOutputHelper output, FormattableString figures)
    {
        string text = FormattableString.Invariant(figures);
        output.WriteLine(text);
        if (Environment.GetEnvironmentVariable("OPSCENTER_RESULT") is { Length: > 0 } file) File.AppendAllText(file, text + "\n");
    }

    /// <summary>The value below or at which a share of all values lie.</summary>
    internal static double Share(IReadOnlyList<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(share * values.Count) - 1);

    /// <summary>The slope of a straight line through points, by least squares.</summary>
    internal static double Slope(IReadOnlyList<(double X, double Y)> points)
    {
        var (x, y) = (points.Average(point => point.X), points.Average(point => point.Y));
        return points.Sum(point => (point.X - x) * (point.Y - y)) / points.Sum(point => (point.X - x) * (point.X - x));
    }
}
