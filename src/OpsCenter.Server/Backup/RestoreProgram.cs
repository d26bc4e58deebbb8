using System.Globalization;
using OpsCenter.Journal.Sqlite;
using OpsCenter.Journal.Sqlite.Copies;
using OpsCenter.Server.CommandLine;

namespace OpsCenter.Server.Backup;

/// <summary>Makes a data folder out of a backup: all is checked before anything is written, and again before it bears its name. Exit code 0 when it stands, else 1.</summary>
internal static class RestoreProgram
{
    internal static int Run(ServerCommand.Restore restore, TimeProvider time)
    {
        var narrator = new Narrator(time);
        try
        {
            var journal = Checked(restore.From, BackupManifest.JournalKind);
            var keys = restore.Keys is { } folder ? Checked(folder, BackupManifest.KeysKind) : null;
            if (keys is not null && keys.Origin != journal.Origin) throw new BackupException($"{restore.Keys} holds the keys of another journal than {restore.From}.");
            Narrator.Say($"{restore.From}: {journal.Files.Count} files are as the manifest says.");
            var target = new RestoreTarget(DataFolder.Full(restore.Data), restore.Replaces, narrator.Now);
            target.Fill(half => Build(restore, (journal, keys), half, narrator));
            Tell(restore, journal, keys, narrator);
            return 0;
        }
        catch (Exception exception) when (exception is BackupException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The restore did not end. {exception.Message} Nothing was deleted: what lay in {restore.Data} is there, or in a folder before-restore-… below it.");
            return 1;
        }
    }

    private static BackupManifest Checked(string folder, string kind)
    {
        var manifest = BackupManifest.Read(folder, kind);
        foreach (var file in manifest.Files) file.Check(folder);
        return manifest;
    }

    private static void Build(ServerCommand.Restore restore, (BackupManifest Journal, BackupManifest? Keys) from, string half, Narrator narrator)
    {
        foreach (var file in from.Journal.Files)
        {
            if (!JournalBackup.IsJournal(file) || file.Name == DataFolder.Journal) DataFolder.Copy(restore.From, half, file.Name);
            else JournalCopy.Append(Path.Combine(restore.From, file.Name), half);
        }
        foreach (var file in from.Keys?.Files ?? []) DataFolder.Copy(restore.Keys!, half, file.Name);
        if (from.Keys is null) File.Create(Path.Combine(half, DataFolder.Keys)).Dispose(); // as was said: without keys; a server refuses to start on none at all
        var report = SqliteJournal.Verify(half, checksPages: true, narrator.Through("reading what was restored", from.Journal.Position));
        JournalBackup.MustBeSound("The restored journal", report);
        if (JournalCopy.End(half) != from.Journal.End) throw new BackupException($"The restored journal ends at {report.Events} and should end at {from.Journal.Position}, as the manifest says.");
        DataFolder.FlushNames(half);
    }

    private static void Tell(ServerCommand.Restore restore, BackupManifest journal, BackupManifest? keys, Narrator narrator)
    {
        Narrator.Say($"{restore.Data}: restored up to position {journal.Position:N0}, heard {journal.Heard:yyyy-MM-dd HH:mm:ss zzz}, from the backup taken {journal.Taken:yyyy-MM-dd HH:mm:ss zzz} by version {journal.Version}; {narrator.Seconds:F1} s.");
        Narrator.Say($"What was heard later is not in it. Kiosks send again what they still hold; it counts once.");
        if (keys is null) Narrator.Warn("restored without keys: what the journal holds of persons cannot be read, and a person's next visit counts as that of a new one.");
        else if (keys.Position < journal.Position)
            Narrator.Warn(string.Create(CultureInfo.InvariantCulture, $"the keys were copied at position {keys.Position}, before the journal's {journal.Position}: what was sealed with newer keys cannot be read."));
    }
}
