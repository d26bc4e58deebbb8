namespace OpsCenter.Simulation.Tests;

/// <summary>Figures of a full-size run, for <c>tests/long.sh</c>, which dates them and keeps them.</summary>
internal static class Results
{
    internal static void Keep(string figures)
    {
        if (Environment.GetEnvironmentVariable("OPSCENTER_RESULT") is { Length: > 0 } file) File.AppendAllText(file, figures + "\n");
    }
}
