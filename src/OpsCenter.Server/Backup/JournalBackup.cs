using System.Globalization;
using OpsCenter.Journal;
using OpsCenter.Journal.Sqlite;
using OpsCenter.Journal.Sqlite.Copies;
using OpsCenter.Journal.Verification;

namespace OpsCenter.Server.Backup;

/// <summary>Writes the journal, the packs and the newest snapshot beside a running server: all of it, or what came since.</summary>
internal sealed class JournalBackup(string data, string to, Narrator narrator)
{
    private const string Half = ".part";

    /// <summary>The whole journal into a folder that is not there yet. It bears its name only when all of it is on the disk and checked.</summary>
    internal BackupManifest TakeAll()
    {
        string half = to + Half;
        if (Directory.Exists(half)) Directory.Delete(half, recursive: true); // of a backup that was cut
        MustBeSound($"The journal of {data}", SqliteJournal.Verify(data, checksPages: false, narrator.Through("reading the journal", JournalCopy.End(data).Position)));
        FileSync.MakeFolder(half);
        try
        {
            var end = JournalCopy.Write(data, Path.Combine(half, DataFolder.Journal), JournalMark.Start, narrator.Through("copying", JournalCopy.End(data).Position));
            List<BackupFile> files = [BackupFile.Of(half, DataFolder.Journal), .. CopyRest(half, end.Position, [])];
            MustBeSound("The copy", SqliteJournal.Verify(half, checksPages: true, narrator.Through("reading the copy", end.Position)));
            var manifest = Manifest(half, end, files);
            DataFolder.FlushNames(half);
            manifest.Write(half);
            Directory.Move(half, to);
            FileSync.FlushNames(Path.GetDirectoryName(DataFolder.Full(to))!);
            return manifest;
        }
        catch
        {
            if (Directory.Exists(half)) Directory.Delete(half, recursive: true);
            throw;
        }
    }

    /// <summary>What the journal got since the backup that stands there, as a stretch beside it; each record and link is read in the copy.</summary>
    internal BackupManifest TakeWhatCame()
    {
        var before = BackupManifest.Read(to, BackupManifest.JournalKind);
        if (JournalCopy.Origin(data) != before.Origin) throw new BackupException($"{to} is the backup of another journal than that of {data}.");
        var now = JournalCopy.End(data);
        if (now == before.End) return Renewed(before);
        if (now.Position <= before.Position) throw new BackupException($"{to} goes to {before.Position}, the journal of {data} only to {now.Position}, and not as it was: it was restored since. Begin a new backup.");
        string folder = Path.Combine(to, DataFolder.Stretches), half = Path.Combine(folder, "stretch" + Half);
        FileSync.MakeFolder(folder);
        File.Delete(half);
        var end = JournalCopy.Write(data, half, before.End, narrator.Through("copying what came", now.Position));
        long facts = JournalCopy.Check(half, before.End);
        if (facts != end.Position - before.Position) throw new BackupException($"{half} holds {facts} facts and should hold {end.Position - before.Position}.");
        string name = string.Create(CultureInfo.InvariantCulture, $"{DataFolder.Stretches}/{before.Position + 1:D19}-{end.Position:D19}.db");
        File.Move(half, Path.Combine(to, name), overwrite: true);
        FileSync.FlushNames(folder);
        var journal = before.Files.Where(IsJournal);
        List<BackupFile> files = [.. journal, BackupFile.Of(to, name), .. CopyRest(to, end.Position, before.Files)];
        var manifest = Manifest(to, end, files);
        manifest.Write(to);
        foreach (var old in before.Files.Where(old => files.TrueForAll(file => file.Name != old.Name))) File.Delete(Path.Combine(to, old.Name));
        return manifest;
    }

    // Nothing came: the backup is as good as one taken now, and who watches its age must see that.
    private BackupManifest Renewed(BackupManifest before)
    {
        var renewed = before with { Taken = narrator.Now };
        renewed.Write(to);
        return renewed;
    }

    internal static bool IsJournal(BackupFile file) => file.Name == DataFolder.Journal || file.Name.StartsWith(DataFolder.Stretches + "/", StringComparison.Ordinal);

    internal static void MustBeSound(string what, VerifyReport report)
    {
        if (!report.IsSound) throw new BackupException($"{what} is not sound ({(report.Chain == VerifyReport.Sound ? $"{report.CountedTwice.Count} taps are counted twice" : report.Chain)}). Run `verify` to see more.");
        Narrator.Say($"{what} is sound: {report.Events:N0} facts, {report.CheckIns:N0} check-ins, {report.Outboxes.Count:N0} outboxes.");
    }

    // A snapshot bears its position in its name and never changes; packs are few and small. What is there with the same bytes is kept.
    private List<BackupFile> CopyRest(string target, long upTo, IReadOnlyList<BackupFile> there)
    {
        List<BackupFile> files = [];
        if (DataFolder.NewestSnapshot(data, upTo) is { } snapshot)
        {
            if (there.FirstOrDefault(file => file.Name == snapshot) is { } kept) files.Add(kept);
            else if (DataFolder.Copy(data, target, snapshot)) files.Add(BackupFile.Of(target, snapshot));
            else files.AddRange(there.Where(file => file.Name.StartsWith(DataFolder.Snapshots + "/", StringComparison.Ordinal)));
        }
        foreach (string pack in DataFolder.FilesOf(data, DataFolder.Packs))
        {
            if (there.FirstOrDefault(file => file.Name == pack) is { } kept && kept == BackupFile.Of(data, pack)) files.Add(kept);
            else if (DataFolder.Copy(data, target, pack)) files.Add(BackupFile.Of(target, pack));
        }
        return files;
    }

    private BackupManifest Manifest(string target, JournalMark end, IReadOnlyList<BackupFile> files) => new()
    {
        Kind = BackupManifest.JournalKind,
        Version = typeof(JournalBackup).Assembly.GetName().Version!.ToString(3),
        Taken = narrator.Now,
        Origin = JournalCopy.Origin(data) ?? throw new JournalRefusedException($"The journal of {data} is empty: there is nothing to back up."),
        Position = end.Position,
        Chain = end.Link,
        Heard = JournalCopy.HeardAt(data, end.Position),
        Files = files,
    };
}
