using System.ComponentModel.DataAnnotations;

namespace OpsCenter.Wall;

/// <summary>What a server may set for its walls; section <c>Wall</c>.</summary>
public sealed class WallOptions
{
    /// <summary>The folder of dashboard files.</summary>
    /// <value>A path; default empty: <c>dashboards</c> where the server was started, else the ones shipped beside it.</value>
    public string Dashboards { get; set; } = "";

    /// <summary>Whether walls are dimmed at the hours that their dashboards name.</summary>
    /// <value>Default true. The address of a page says otherwise for one screen: <c>?night=off</c>, <c>?night=on</c>.</value>
    public bool NightDimming { get; set; } = true;

    /// <summary>Whether anyone outside the office can see a wall of this server. A public wall shows no outlines without an approval number (审图号).</summary>
    /// <value>Default true.</value>
    public bool Public { get; set; } = true;

    /// <summary>Closed requests that a rate needs before it is shown as a percentage; below, its counts are shown.</summary>
    /// <value>1 to 10,000, both inclusive; default 20.</value>
    [Range(1, 10_000)]
    public int RateMinimumSample { get; set; } = 20;
}
