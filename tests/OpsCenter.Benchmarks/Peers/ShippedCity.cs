namespace OpsCenter.Benchmarks.Peers;

/// <summary>The kiosks of the shipped city, read from its pack.</summary>
internal static class ShippedCity
{
    internal const string Code = "370600";

    internal static string Folder { get; } = Path.Combine(Repository.Root, "src", "OpsCenter.CityPack", "Yantai");

    /// <summary>Each kiosk with the district that its venue stands in.</summary>
    internal static IReadOnlyList<(string Id, string District)> Kiosks { get; } = Read();

    /// <summary>The same kiosks in an order drawn from a seed, the same for every peer: the first few hundred of the file stand in one district.</summary>
    internal static string[] Spread(IEnumerable<string> kiosks)
    {
        string[] spread = [.. kiosks];
        new Random(20_261_121).Shuffle(spread);
        return spread;
    }

    private static List<(string, string)> Read()
    {
        var grids = Rows("venues.csv").ToDictionary(row => row[0], row => row[1]);
        return [.. Rows("kiosks.csv").Select(row => (row[0], grids[row[1]][..6]))];
    }

    private static IEnumerable<string[]> Rows(string file) =>
        File.ReadLines(Path.Combine(Folder, file)).Where(line => line.Length > 0 && line[0] != '#').Skip(1).Select(line => line.Split(','));
}

/// <summary>Where this was built from.</summary>
internal static class Repository
{
    internal static string Root { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "OpsCenter.sln"))) return folder.FullName;
        throw new InvalidOperationException("This is run from the repository: no OpsCenter.sln above it.");
    }
}
