namespace OpsCenter.Architecture.Tests;

/// <summary>Where the repository stands: the folder above the tests that holds the solution.</summary>
internal static class RepositoryRoot
{
    internal static string Path { get; } = Find(AppContext.BaseDirectory);

    internal static IEnumerable<string> SourceFiles(string folder) =>
        Directory.EnumerateFiles(System.IO.Path.Combine(Path, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/node_modules/", StringComparison.Ordinal));

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "OpsCenter.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No OpsCenter.sln above {start}.");
    }
}
