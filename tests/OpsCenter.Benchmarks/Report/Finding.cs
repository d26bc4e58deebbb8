namespace OpsCenter.Benchmarks.Report;

/// <summary>What a row came to.</summary>
/// <param name="Ours">What our server did.</param>
/// <param name="Beside">What peers did in the same run, or that they are missing.</param>
/// <param name="Floors">What was asked, each with its verdict.</param>
internal sealed record Finding(string Ours, string Beside, IReadOnlyList<Floor> Floors);

/// <summary>A floor of the table.</summary>
/// <param name="Text">What is asked, and what was found.</param>
/// <param name="Holds">Null: could not be judged.</param>
internal sealed record Floor(string Text, bool? Holds);
