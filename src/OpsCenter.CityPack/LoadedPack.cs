using OpsCenter.Domain.Territory;

namespace OpsCenter.CityPack;

/// <summary>A city pack that passed all checks.</summary>
/// <param name="Plan">The city as data.</param>
/// <param name="Report">What its keeper should look at.</param>
/// <param name="Sources">Where each file comes from.</param>
public sealed record LoadedPack(CityPlan Plan, PackReport Report, IReadOnlyList<PackSource> Sources);
