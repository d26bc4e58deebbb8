using OpsCenter.Journal.Sqlite.Copies;

namespace OpsCenter.Server.Backup;

/// <summary>What lies in a data folder, and where a backup keeps each part of it.</summary>
/// <remarks>
/// Whoever holds the journal's backup alone can open nothing: what is secret goes with the keys. Not kept at all: the ballast and the
/// owner's lock, which a start makes anew.
/// </remarks>
internal static class DataFolder
{
    private const string Half = ".part";
    internal const string Journal = "journal.db", Keys = "keys.db", Stretches = "later", Snapshots = "snapshots", Packs = "packs";

    /// <summary>The keys of the screens' cookies, and what the clients of a demo sign in with.</summary>
    internal static readonly string[] Secrets = ["screens", "demo"];

    /// <summary>Every file below a folder, as paths from <paramref name="root"/>.</summary>
    internal static IEnumerable<string> FilesOf(string root, string folder) => !Directory.Exists(Path.Combine(root, folder)) ? [] :
        Directory.EnumerateFiles(Path.Combine(root, folder), "*", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith(".new", StringComparison.Ordinal) && !file.EndsWith(".tmp", StringComparison.Ordinal))
            .Select(file => Path.GetRelativePath(root, file)).Order(StringComparer.Ordinal);

    /// <summary>The newest snapshot not beyond a position, with which a restored server starts without reading all; null when there is none.</summary>
    internal static string? NewestSnapshot(string root, long upTo) => FilesOf(root, Snapshots)
        .Where(file => file.Split('.') is [.., var position, "snapshot"] && long.TryParse(position, out long at) && at <= upTo).LastOrDefault();

    /// <summary>Copies a file with its folders; it bears its name only when all of it is on the disk. False when it went away meanwhile.</summary>
    internal static bool Copy(string from, string to, string name)
    {
        string target = Path.Combine(to, name);
        FileSync.MakeFolder(Path.GetDirectoryName(target)!);
        try
        {
            File.Copy(Path.Combine(from, name), target + Half, overwrite: true);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        FileSync.Flush(target + Half);
        File.Move(target + Half, target, overwrite: true);
        return true;
    }

    /// <summary>Brings every name below a folder to the disk.</summary>
    internal static void FlushNames(string folder)
    {
        foreach (string below in Directory.EnumerateDirectories(folder, "*", SearchOption.AllDirectories)) FileSync.FlushNames(below);
        FileSync.FlushNames(folder);
    }

    internal static bool IsWithin(string path, string folder) => (Full(path) + "/").StartsWith(Full(folder) + "/", StringComparison.Ordinal);

    internal static string Full(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
