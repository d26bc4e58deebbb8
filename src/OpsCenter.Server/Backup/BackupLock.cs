using OpsCenter.Journal.Sqlite.Copies;

namespace OpsCenter.Server.Backup;

/// <summary>One backup at a time writes to a folder: a file beside it, which the kernel holds for as long as this process lives.</summary>
internal static class BackupLock
{
    /// <exception cref="BackupException">Another backup is at work there.</exception>
    internal static FileStream Of(string folder)
    {
        string file = DataFolder.Full(folder) + ".lock";
        if (!Directory.Exists(Path.GetDirectoryName(file))) FileSync.MakeFolder(Path.GetDirectoryName(file)!);
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new BackupException($"Another backup is at work on {folder}: wait until it has ended.");
        }
    }
}
