namespace OpsCenter.CityPack;

/// <summary>Where a file of a pack comes from.</summary>
/// <param name="File">The file's name inside the pack.</param>
/// <param name="Source">Who published it, or how it was made.</param>
/// <param name="Licence">The licence under which it stands.</param>
/// <param name="Synthetic">Whether anything in it is invented.</param>
public sealed record PackSource(string File, string Source, string Licence, bool Synthetic);
