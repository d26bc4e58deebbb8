namespace OpsCenter.Board;

/// <summary>How much of a scope a screen watches (<c>wire.md</c>, <c>Watch</c>). The scope's own tile is always included.</summary>
public enum WatchDetail
{
    /// <summary>The scope alone.</summary>
    Self,

    /// <summary>The scope and the units right below it.</summary>
    Children,

    /// <summary>The scope, its children, and every grid below it.</summary>
    Grids,

    /// <summary>The scope, its children, and every venue below it.</summary>
    Venues,
}
