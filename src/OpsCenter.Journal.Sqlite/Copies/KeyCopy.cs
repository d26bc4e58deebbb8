using OpsCenter.Journal.Sqlite.Native;

namespace OpsCenter.Journal.Sqlite.Copies;

/// <summary>Copies the keys beside the server that writes them.</summary>
public static class KeyCopy
{
    /// <summary>Writes the keys that stand into a new file, and nothing of those that were destroyed; it is on the disk when this returns.</summary>
    /// <param name="directory">The data directory; a server may own it.</param>
    /// <param name="file">The file to make, readable by its owner only.</param>
    /// <exception cref="JournalRefusedException">There are no keys.</exception>
    public static void Write(string directory, string file)
    {
        string source = JournalDirectory.KeysFile(directory);
        if (!File.Exists(source)) throw new JournalRefusedException($"There are no keys at {source}.");
        JournalDirectory.PrepareFile(file);
        try
        {
            using var database = new Database(source, create: false);
            database.Execute("PRAGMA busy_timeout=10000");
            using var copy = database.Prepare("VACUUM INTO ?1");
            copy.Bind(1, file).Run();
        }
        catch (SqliteException e)
        {
            throw new JournalFailedException($"The keys of {source} could not be copied: {e.Message}.", e);
        }
        FileSync.Flush(file);
    }
}
