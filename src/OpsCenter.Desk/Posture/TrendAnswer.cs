using OpsCenter.Board;

namespace OpsCenter.Desk.Posture;

/// <summary>A trend as <c>GET /api/v1/trend/{unit}</c> answers it.</summary>
/// <param name="Unit">The unit's code.</param>
/// <param name="Points">One a step, oldest first.</param>
/// <param name="Version">The journal position folded.</param>
/// <param name="From">When the first point begins: later than asked for where less is kept.</param>
/// <param name="To">The end that was asked for.</param>
/// <param name="Step">The length of a step in seconds.</param>
public sealed record TrendAnswer(string Unit, IReadOnlyList<TrendPoint> Points, long Version, string From, string To, int Step);
