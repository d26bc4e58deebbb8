namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>Where the repository stands: the folder above the tests that holds the solution.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find(AppContext.BaseDirectory);

    internal static string Dashboards => Path.Combine(Root, "dashboards");

    private static string Find(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OpsCenter.sln"))) return folder.FullName;
        throw new InvalidOperationException($"No OpsCenter.sln above {start}.");
    }
}
