using System.Globalization;

namespace OpsCenter.Journal.Sqlite;

/// <summary>The directory that holds a server's truth: who owns it, and where its files stand.</summary>
internal sealed class JournalDirectory : IDisposable
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private readonly FileStream _lock;

    internal JournalDirectory(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Prepare(Path);
        if (Directory.Exists(RestoreFolder(Path))) throw new JournalRefusedException($"{Path} holds a restore that did not end. Run restore again with --replace, and delete nothing: what lay here before may be in a folder before-restore-… below it.");
        _lock = Own(Path);
    }

    internal string Path { get; }

    internal static string JournalFile(string directory) => System.IO.Path.Combine(directory, "journal.db");

    internal static string KeysFile(string directory) => System.IO.Path.Combine(directory, "keys.db");

    internal static string SnapshotFolder(string directory) => System.IO.Path.Combine(directory, "snapshots");

    /// <summary>Where a restore is made ready; while it stands, no server takes the directory.</summary>
    internal static string RestoreFolder(string directory) => System.IO.Path.Combine(directory, ".restoring");

    internal static string BallastFile(string directory) => System.IO.Path.Combine(directory, "ballast");

    /// <summary>Makes a directory, or narrows the one that is there, so that only its owner can read it.</summary>
    internal static void Prepare(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
            return;
        }
        if (Directory.Exists(path) && (File.GetUnixFileMode(path).HasFlag(UnixFileMode.StickyBit) || System.IO.Path.GetPathRoot(path) == path))
            throw new JournalRefusedException($"{path} is shared with others: give the server a directory of its own.");
        Directory.CreateDirectory(path, OwnerOnly);
        File.SetUnixFileMode(path, OwnerOnly);
    }

    /// <summary>Makes an empty file that only its owner can read, where there is none.</summary>
    /// <remarks>
    /// A file that is there is not even opened: closing any descriptor of a file drops every lock that this process holds on it (fcntl(2)),
    /// SQLite's too, and the next reader that ends would take itself for the last one and delete the log that is being written.
    /// </remarks>
    internal static void PrepareFile(string path)
    {
        if (File.Exists(path)) return;
        using var file = OpenOwned(path, FileAccess.Write, FileShare.ReadWrite);
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream OpenOwned(string path, FileAccess access, FileShare share)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = access, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        return new FileStream(path, options);
    }

    // The kernel holds the lock for as long as the process lives, and lets it go however the process ends.
    private static FileStream Own(string directory)
    {
        string owner = System.IO.Path.Combine(directory, "owner.pid");
        FileStream file;
        try
        {
            file = OpenOwned(System.IO.Path.Combine(directory, "owner.lock"), FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new JournalRefusedException($"Another server (process {OwnerOf(owner)}) owns {directory}: two servers never share a directory.", e);
        }
        try
        {
            PrepareFile(owner);
            File.WriteAllText(owner, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static string OwnerOf(string path) => File.Exists(path) ? File.ReadAllText(path) : "unknown";
}
