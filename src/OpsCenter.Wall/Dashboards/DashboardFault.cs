namespace OpsCenter.Wall.Dashboards;

/// <summary>One thing wrong with a dashboard file.</summary>
/// <param name="File">The file's name in the folder of dashboards.</param>
/// <param name="Line">The line, from 1; 0 when the fault is the file as a whole.</param>
/// <param name="Reason">What is wrong and what is wanted.</param>
public sealed record DashboardFault(string File, int Line, string Reason)
{
    /// <summary>As editors understand it: <c>file(line): reason</c>.</summary>
    public override string ToString() => Line == 0 ? $"{File}: {Reason}" : $"{File}({Line}): {Reason}";
}

/// <summary>Dashboard files that cannot be shown; all faults of all files at once.</summary>
/// <param name="faults">What is wrong; never empty.</param>
public sealed class DashboardException(IReadOnlyList<DashboardFault> faults)
    : Exception($"The dashboards have {faults.Count} fault(s):{Environment.NewLine}{string.Join(Environment.NewLine, faults)}")
{
    /// <summary>What is wrong, by file and line.</summary>
    public IReadOnlyList<DashboardFault> Faults => faults;
}
