using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Domain.Territory;

/// <summary>One grid's place in the schematic map: a hexagon of the lattice, by axial coordinates, pointy side up.</summary>
/// <remarks>Centre in units of the hexagon's side: x = √3·(q + r/2) to the east, y = 1.5·r to the south.</remarks>
/// <param name="Grid">The grid.</param>
/// <param name="Q">Axial column.</param>
/// <param name="R">Axial row; north is smaller.</param>
public readonly record struct HexCell(UnitCode Grid, int Q, int R);
