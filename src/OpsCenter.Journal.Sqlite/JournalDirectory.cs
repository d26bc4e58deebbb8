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
        _lock = Own(Path);
    }

    internal string Path { get; }

    internal static string JournalFile(string directory) => System.IO.Path.Combine(directory, "journal.db");

    internal static string KeysFile(string directory) => System.IO.Path.Combine(directory, "keys.db");

    internal static string SnapshotFolder(string directory) => System.IO.Path.Combine(directory, "snapshots");

    internal static string BallastFile(string directory) => System.IO.Path.Combine(directory, "ballast");

    /// <summary>Makes a directory that only its owner can read; one that is empty already is narrowed.</summary>
    internal static void Prepare(string path)
    {
        bool narrow = !Directory.Exists(path) || !Directory.EnumerateFileSystemEntries(path).Any();
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else
        {
            Directory.CreateDirectory(path, OwnerOnly);
            if (narrow) File.SetUnixFileMode(path, OwnerOnly);
        }
    }

    /// <summary>Makes an empty file that only its owner can read, where there is none.</summary>
    internal static void PrepareFile(string path)
    {
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
        string path = System.IO.Path.Combine(directory, "owner.lock");
        FileStream file;
        try
        {
            file = OpenOwned(path, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new JournalRefusedException($"Another server (process {OwnerOf(path)}) owns {directory}: two servers never share a directory.", e);
        }
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes(Environment.ProcessId.ToString(CultureInfo.InvariantCulture)));
        return file;
    }

    private static string OwnerOf(string path)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd();
        }
        catch (IOException)
        {
            return "unknown";
        }
    }
}
