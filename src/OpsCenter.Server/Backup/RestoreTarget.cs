using System.Globalization;
using OpsCenter.Journal.Sqlite.Copies;

namespace OpsCenter.Server.Backup;

/// <summary>
/// The folder that a restore fills: empty, or emptied into a folder beside. All is made ready below it, where no server looks and none starts
/// while it stands, then moved up, the journal last.
/// </summary>
internal sealed class RestoreTarget(string data, bool replaces, DateTimeOffset now)
{
    private const string LostAndFound = "lost+found"; // of a disk that was just made

    private string Half => Path.Combine(data, ".restoring");

    internal void Fill(Action<string> build)
    {
        bool made = !Directory.Exists(data);
        if (!made) MustBeFree();
        FileSync.MakeFolder(data);
        if (Directory.Exists(Half)) Directory.Delete(Half, recursive: true); // of a restore that was cut while it was made ready
        FileSync.MakeFolder(Half);
        try
        {
            build(Half);
        }
        catch
        {
            Directory.Delete(Half, recursive: true);
            if (made) Directory.Delete(data);
            throw;
        }
        if (replaces) MoveAside();
        foreach (string entry in Directory.EnumerateFileSystemEntries(Half).OrderBy(entry => Path.GetFileName(entry) == DataFolder.Journal)) Move(entry, data);
        FileSync.FlushNames(data);
        Directory.Delete(Half);
        FileSync.FlushNames(data);
    }

    private void MustBeFree()
    {
        string owner = Path.Combine(data, "owner.lock");
        try
        {
            if (File.Exists(owner)) using (new FileStream(owner, FileMode.Open, FileAccess.ReadWrite, FileShare.None)) { }
        }
        catch (IOException)
        {
            throw new BackupException($"A server runs on {data}: stop it first.");
        }
        if (!replaces && Standing().FirstOrDefault() is { } there)
            throw new BackupException($"{data} is not empty: {Path.GetFileName(there)} lies in it. Name an empty folder, or say --replace, which moves what lies there aside.");
    }

    private IEnumerable<string> Standing() => Directory.EnumerateFileSystemEntries(data).Where(entry => entry != Half && Path.GetFileName(entry) != LostAndFound);

    private void MoveAside()
    {
        string aside = Path.Combine(data, now.UtcDateTime.ToString("'before-restore-'yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture));
        string[] standing = [.. Standing()];
        if (standing.Length == 0) return;
        FileSync.MakeFolder(aside);
        foreach (string entry in standing) Move(entry, aside);
        Narrator.Say($"What lay in {data} is now in {aside}.");
    }

    private static void Move(string entry, string folder)
    {
        string target = Path.Combine(folder, Path.GetFileName(entry));
        if (Directory.Exists(entry)) Directory.Move(entry, target);
        else File.Move(entry, target);
    }
}
