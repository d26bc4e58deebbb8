using System.Reflection;

namespace OpsCenter.CityPack.Tests.Testing;

/// <summary>Where the sources stand.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        string? folder = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
        while (folder is not null && !File.Exists(Path.Combine(folder, "OpsCenter.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The solution is not above the tests.");
    }
}
