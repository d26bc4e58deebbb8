using OpsCenter.Journal.Sqlite.Copies;

namespace OpsCenter.Server.Backup;

/// <summary>
/// Writes the keys and the other secrets to a place of their own. One copy, replaced each time: a destroyed key is an erased person, and an
/// old copy of the keys would bring both back.
/// </summary>
internal sealed class KeysBackup(string data, string to)
{
    private string Half => to + ".part";

    private string Old => to + ".old";

    /// <summary>After the journal: every key that its facts need is then among them.</summary>
    internal void Take(BackupManifest journal)
    {
        MustBeOurs(journal);
        if (Directory.Exists(Half)) Directory.Delete(Half, recursive: true);
        FileSync.MakeFolder(Half);
        try
        {
            KeyCopy.Write(data, Path.Combine(Half, DataFolder.Keys));
            MustKnowTheOld();
            var names = DataFolder.Secrets.SelectMany(folder => DataFolder.FilesOf(data, folder)).Where(IsNoOutbox).Where(name => DataFolder.Copy(data, Half, name)).ToList();
            DataFolder.FlushNames(Half);
            (journal with { Kind = BackupManifest.KeysKind, Files = [.. names.Prepend(DataFolder.Keys).Select(name => BackupFile.Of(Half, name))] }).Write(Half);
            Replace();
        }
        catch
        {
            if (Directory.Exists(Half)) Directory.Delete(Half, recursive: true);
            throw;
        }
    }

    /// <exception cref="BackupException">Something else lies there.</exception>
    internal void MustBeOurs(BackupManifest? journal)
    {
        if (!Directory.Exists(to) && Directory.Exists(Old)) Directory.Move(Old, to); // the machine stopped between two names
        if (!Directory.Exists(to) || !Directory.EnumerateFileSystemEntries(to).Any()) return;
        var there = BackupManifest.Read(to, BackupManifest.KeysKind);
        if (journal is not null && there.Origin != journal.Origin) throw new BackupException($"{to} holds the keys of another journal.");
    }

    // Beside a journal without keys a start makes new ones: those must never take the place of the only copy of the old.
    private void MustKnowTheOld()
    {
        string old = Path.Combine(to, DataFolder.Keys);
        if (!File.Exists(old) || !KeyCopy.HasNothingOf(old, Path.Combine(Half, DataFolder.Keys))) return;
        throw new BackupException($"{to} holds keys of which {data} knows none: its {DataFolder.Keys} was lost and made anew. The copy was left as it is. "
            + $"Stop the server and restore the keys from it; if they are to be given up for good, move {to} away and back up again.");
    }

    // The simulated kiosks' own outboxes are the kiosks', and are written while they are read.
    private static bool IsNoOutbox(string name) => !name.Contains(".db", StringComparison.Ordinal);

    private void Replace()
    {
        if (Directory.Exists(Old)) Directory.Delete(Old, recursive: true);
        if (Directory.Exists(to)) Directory.Move(to, Old);
        Directory.Move(Half, to);
        FileSync.FlushNames(Path.GetDirectoryName(DataFolder.Full(to))!);
        if (Directory.Exists(Old)) Directory.Delete(Old, recursive: true);
    }
}
