namespace OpsCenter.CityPack.Drafting;

/// <summary>The totals that a drafted city must reach exactly.</summary>
/// <param name="BaseGrids">Base grids; more than the city has communities and villages.</param>
/// <param name="DedicatedGrids">Dedicated grids; at least as many as the city has towns.</param>
/// <param name="Households">Households in all.</param>
/// <param name="Venues">Venues, each with one kiosk.</param>
internal sealed record DraftNumbers(int BaseGrids, int DedicatedGrids, int Households, int Venues)
{
    /// <summary>Yantai as published: 11,000 base and 670 dedicated grids, 2.02 million households; 2,630 venues are a load figure, the sum of several cities.</summary>
    internal static DraftNumbers Yantai { get; } = new(11_000, 670, 2_020_000, 2_630);
}
