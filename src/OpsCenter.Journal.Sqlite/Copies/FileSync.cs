using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite.Copies;

/// <summary>Brings files and folders that were written through no journal to the disk.</summary>
public static class FileSync
{
    /// <summary>Waits until a file's bytes are on the disk.</summary>
    public static void Flush(string file)
    {
        using var handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    public static void FlushNames(string folder) => DirectorySync.Flush(folder);

    /// <summary>Makes a folder that only its owner can read.</summary>
    public static void MakeFolder(string folder) => JournalDirectory.Prepare(folder);
}
