using System.Globalization;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>Contrast by WCAG 2, of colours as a style sheet writes them.</summary>
internal static class ColourContrast
{
    /// <summary>1 to 21.</summary>
    /// <param name="one"><c>#rrggbb</c>.</param>
    /// <param name="two"><c>#rrggbb</c>.</param>
    /// <param name="shade">How much of black lies over both, 0 to 1.</param>
    internal static double Of(string one, string two, double shade = 0)
    {
        double[] lights = [Light(one, shade), Light(two, shade)];
        return (lights.Max() + 0.05) / (lights.Min() + 0.05);
    }

    private static double Light(string colour, double shade)
    {
        Assert.Matches("^#[0-9a-f]{6}$", colour);
        double Part(int at)
        {
            double value = int.Parse(colour.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0 * (1 - shade);
            return value <= 0.03928 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
        }
        return 0.2126 * Part(1) + 0.7152 * Part(3) + 0.0722 * Part(5);
    }
}
