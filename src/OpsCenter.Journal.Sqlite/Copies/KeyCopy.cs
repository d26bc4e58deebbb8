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

    /// <summary>Whether a copy holds keys and none of them stands in another: then the other belongs to a store that was lost or made anew.</summary>
    /// <param name="older">A copy made before.</param>
    /// <param name="newer">A copy made now.</param>
    public static bool HasNothingOf(string older, string newer)
    {
        using var database = new Database(newer, create: false);
        using (var attach = database.Prepare("ATTACH ?1 AS older")) attach.Bind(1, older).Run();
        using var question = database.Prepare(
            "SELECT EXISTS(SELECT 1 FROM older.keys) AND NOT EXISTS(SELECT 1 FROM older.keys AS o JOIN main.keys AS n ON n.name = o.name AND n.key = o.key)");
        return question.Step() && question.Int64(0) == 1;
    }
}
