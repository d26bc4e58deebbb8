namespace OpsCenter.Wall.Dashboards;

/// <summary>The screen that a wall hangs on and from how far it is read; it alone sets the size of all text.</summary>
/// <param name="WidthMm">Width of the lit area, in millimetres. 150 to 30,000, both inclusive.</param>
/// <param name="HeightMm">Height of the lit area, in millimetres. 150 to 30,000, both inclusive.</param>
/// <param name="DistanceM">From how far the last reader must read it, in metres. 0.4 to 60, both inclusive.</param>
/// <param name="SeamsX">Where the panels of a splice meet, as shares of the width, each between 0 and 1; no text stands across one.</param>
/// <param name="SeamsY">Where the panels of a splice meet, as shares of the height, each between 0 and 1.</param>
public sealed record ScreenProfile(double WidthMm, double HeightMm, double DistanceM, IReadOnlyList<double> SeamsX, IReadOnlyList<double> SeamsY)
{
    /// <summary>What labels subtend at the eye, in minutes of arc: 16′ is the least of NUREG-0700; a hair more, since sizes are rounded to pixels.</summary>
    private const double LabelMinutes = 16.25;

    /// <summary>A CJK glyph fills nine tenths of its font size.</summary>
    private const double GlyphShare = 0.9;

    /// <summary>The root unit (the font size of a label) in millimetres: H = 6.283·D·MA/21600.</summary>
    private double RootMm => 6.283 * DistanceM * 1000 * LabelMinutes / 21600 / GlyphShare;

    /// <summary>The root unit as a share of the viewport's width, in percent: right at any count of pixels.</summary>
    internal double RootPercentOfWidth => RootMm / WidthMm * 100;

    /// <summary>How many root units the screen is wide; below 24 no layout fits.</summary>
    internal double WidthInRoots => WidthMm / RootMm;
}

/// <summary>When a wall is dimmed, by the city's time.</summary>
/// <param name="From">When the night begins.</param>
/// <param name="To">When it ends; earlier than <paramref name="From"/> when it passes midnight.</param>
/// <param name="Brightness">What is left of the light. 0.4, below which text no longer stands out 7:1, to 1, both inclusive; default 0.4.</param>
public sealed record NightHours(TimeOnly From, TimeOnly To, double Brightness);
