using System.Runtime.InteropServices;
using OpsCenter.Server.CommandLine;

namespace OpsCenter.Server.Backup;

/// <summary>Backs a data folder up, beside the server that runs on it or without one. Exit code 0 when it stands and is sound, else 1.</summary>
internal static class BackupProgram
{
    internal static int Run(ServerCommand.Backup backup, TimeProvider time)
    {
        if (Refusal(backup) is { } refusal) return Tell(refusal);
        using var stop = new ManualResetEventSlim();
        using var term = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        bool stood = false;
        while (true)
        {
            int code = stood && !Directory.Exists(backup.To)
                ? Tell($"{backup.To} is gone; is its disk mounted? Nothing is written in its place.")
                : Once(backup, new Narrator(time));
            stood |= code == 0;
            if (backup.Every is not { } every) return code;
            if (stop.Wait(every)) return code;
        }

        void Stop(PosixSignalContext signal)
        {
            if (backup.Every is null) return; // the default: the process ends, and what is half stays without its name
            signal.Cancel = true;
            stop.Set();
        }
    }

    private static int Once(ServerCommand.Backup backup, Narrator narrator)
    {
        try
        {
            using var own = BackupLock.Of(backup.To);
            using var ownKeys = backup.Keys is null ? null : BackupLock.Of(backup.Keys);
            var journal = new JournalBackup(backup.Data, backup.To, narrator);
            var keys = backup.Keys is { } folder ? new KeysBackup(backup.Data, folder) : null;
            keys?.MustBeOurs(null);
            var manifest = Directory.Exists(backup.To) ? journal.TakeWhatCame() : journal.TakeAll();
            keys?.Take(manifest);
            Narrator.Say($"{backup.To}: backed up to position {manifest.Position:N0}, heard {manifest.Heard:yyyy-MM-dd HH:mm:ss zzz}; {manifest.Files.Sum(file => file.Bytes):N0} bytes in {manifest.Files.Count} files; {narrator.Seconds:F1} s.");
            if (keys is not null) Narrator.Say($"{backup.Keys}: the keys of it, in place of those before.");
            else Narrator.Warn("the keys are not in this backup. Without keys.db nobody can ever read what it holds of persons; back them up apart.");
            return 0;
        }
        catch (Exception exception) when (exception is BackupException or IOException or UnauthorizedAccessException)
        {
            return Tell(exception.Message);
        }
    }

    private static int Tell(string why)
    {
        Console.Error.WriteLine($"No backup was made. {why}");
        return 1;
    }

    private static string? Refusal(ServerCommand.Backup backup)
    {
        if (!Directory.Exists(backup.Data)) return $"{backup.Data} is no directory.";
        string[] folders = [.. new[] { backup.Data, backup.To, backup.Keys }.OfType<string>()];
        foreach (string one in folders)
            foreach (string other in folders)
                if (!ReferenceEquals(one, other) && DataFolder.IsWithin(one, other)) return $"{one} lies within {other}: the data, its backup and its keys need three places.";
        bool stands = Directory.Exists(backup.To) && Directory.EnumerateFileSystemEntries(backup.To).Any();
        if (stands && !backup.Adds) return $"{backup.To} is there already and is not overwritten. Name a new folder, or say --add to add what came since to the backup that stands there.";
        if (!stands && backup.Adds && backup.Every is null) return $"There is no backup at {backup.To} to add to.";
        if (!stands && Directory.Exists(backup.To)) Directory.Delete(backup.To); // empty: it comes again whole
        return null;
    }
}
