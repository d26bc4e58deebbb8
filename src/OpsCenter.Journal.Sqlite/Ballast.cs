namespace OpsCenter.Journal.Sqlite;

/// <summary>Space that is held back for the day the disk is full (reliability FT-06).</summary>
internal sealed class Ballast(string path, long bytes)
{
    internal bool Stands => bytes == 0 || File.Exists(path);

    /// <summary>Gives the space back; true when there was some. A disk so full that not even a name can be taken away keeps it.</summary>
    internal bool Release()
    {
        if (!File.Exists(path)) return false;
        return TryDelete(path);
    }

    /// <summary>Takes the space when the disk has twice of it; false when it has not.</summary>
    internal bool TryMake()
    {
        if (Stands) return true;
        if (FreeBytes(path) < 2 * bytes) return false;
        string half = path + ".tmp";
        try
        {
            using (File.OpenHandle(half, FileMode.Create, FileAccess.Write, FileShare.None, FileOptions.None, bytes))
            {
                // The kernel has set the blocks aside: a sparse file would give nothing back.
            }
            File.Move(half, path, overwrite: true);
            return true;
        }
        catch (IOException)
        {
            TryDelete(half);
            return false;
        }
    }

    private static bool TryDelete(string file)
    {
        try
        {
            File.Delete(file);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    internal static long FreeBytes(string path) => new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace;
}
