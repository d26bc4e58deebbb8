namespace OpsCenter.Faults.Tests.Testing;

/// <summary>Where the repository stands: the folder above the tests that holds the solution.</summary>
internal static class Repository
{
    internal static string Path { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "OpsCenter.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No OpsCenter.sln above {start}.");
    }
}
