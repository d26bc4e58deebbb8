namespace OpsCenter.Board.Fold;

/// <summary>A fact names a unit, venue or kiosk that the city pack does not hold. A unit with history is never removed (house rule H7), so this is a fault of the pack.</summary>
/// <param name="place">The code or id.</param>
public sealed class UnknownPlaceException(string place) : Exception($"The city pack holds no {place}, though the journal does.");
