namespace OpsCenter.CityPack;

/// <summary>One thing that is wrong in a city pack.</summary>
/// <param name="File">The file's name inside the pack.</param>
/// <param name="Line">The line, counted from 1; 0 when the whole file is meant, e.g. when it is missing.</param>
/// <param name="Reason">A sentence that says what is wrong, for the person who edits the file.</param>
public sealed record PackFault(string File, int Line, string Reason)
{
    /// <summary><c>grids.csv(12): reason</c>, the form that editors turn into a link.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Reason}" : $"{File}({Line}): {Reason}";
}
