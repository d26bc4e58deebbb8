namespace OpsCenter.Wall.Dashboards;

/// <summary>Where the dashboard files are.</summary>
internal sealed class WallFolder(string path)
{
    internal string Path => path;

    /// <summary>The folder named, else <c>dashboards</c> where the server was started, else the ones shipped beside it.</summary>
    internal static WallFolder Of(WallOptions options)
    {
        if (options.Dashboards.Length > 0) return new WallFolder(System.IO.Path.GetFullPath(options.Dashboards));
        string here = System.IO.Path.GetFullPath("dashboards");
        return new WallFolder(Directory.Exists(here) ? here : System.IO.Path.Combine(AppContext.BaseDirectory, "dashboards"));
    }

    /// <summary>The dashboard files, in order; schemas are none.</summary>
    internal IEnumerable<string> Files() => Directory.Exists(path)
        ? Directory.EnumerateFiles(path, "*.json").Where(file => !file.EndsWith(".schema.json", StringComparison.Ordinal)).Order(StringComparer.Ordinal)
        : [];
}
