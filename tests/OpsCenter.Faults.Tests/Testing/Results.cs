namespace OpsCenter.Faults.Tests.Testing;

/// <summary>Figures of a full-size run, for <c>tests/long.sh</c>, which dates them and keeps them.</summary>
internal static class Results
{
    private static readonly Lazy<string> Commit = new(() => Tool.RunInAsync(Repository.Path, "git", "rev-parse", "--short", "HEAD").GetAwaiter().GetResult() is (0, var head, _) ? head.Trim() : "unknown");

    /// <summary>One line that names what was run, the seed that drew it and the commit it was built from.</summary>
    internal static string Line(string what, object figures, int seed) => System.FormattableString.Invariant($"{what}: {figures}, seed {seed}, commit {Commit.Value}");

    internal static void Keep(string figures)
    {
        if (Environment.GetEnvironmentVariable("OPSCENTER_RESULT") is { Length: > 0 } file) File.AppendAllText(file, figures + "\n");
    }
}
