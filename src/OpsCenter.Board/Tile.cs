namespace OpsCenter.Board;

/// <summary>What screens know of one unit or venue (<c>wire.md</c>, “Tile”). A value: two tiles are equal when every figure is.</summary>
/// <param name="Present">Everyone inside now.</param>
/// <param name="PresentEstimated">Whether walk-ins that leave by rule are among them: screens then write 约.</param>
/// <param name="CheckIns">Check-ins since local midnight.</param>
/// <param name="Open">Open requests, overdue ones included.</param>
/// <param name="Overdue">Requests whose time limit has passed.</param>
/// <param name="Closed">Requests closed since local midnight.</param>
/// <param name="ClosedOnTime">Those of them that were closed within their limit.</param>
/// <param name="Raised">Requests raised since local midnight.</param>
/// <param name="Volunteers">Of those present, who came to volunteer or for a mobilization.</param>
/// <param name="Level">0 (normal) to 3 (critical), by the pack's rule.</param>
/// <param name="KiosksOnline">Kiosks that are reachable.</param>
/// <param name="KiosksTotal">All kiosks.</param>
/// <param name="Gaps">Tap numbers missing and not awaited (断号).</param>
/// <param name="Behind">Kiosks that still hold taps not heard here (补传): figures will still rise.</param>
public readonly record struct Tile(
    long Present, bool PresentEstimated, long CheckIns, long Open, long Overdue, long Closed, long ClosedOnTime, long Raised,
    long Volunteers, int Level, int KiosksOnline, int KiosksTotal, long Gaps, int Behind);
