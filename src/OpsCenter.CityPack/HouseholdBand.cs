namespace OpsCenter.CityPack;

/// <summary>How many households a base grid should have.</summary>
/// <param name="From">The fewest, itself allowed.</param>
/// <param name="To">The most, itself allowed.</param>
public sealed record HouseholdBand(int From, int To)
{
    /// <summary>Whether a count lies in the band.</summary>
    public bool Holds(int households) => households >= From && households <= To;
}
