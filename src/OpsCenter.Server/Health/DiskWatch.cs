using OpsCenter.Grains.Runtime;
using OpsCenter.Journal.Sqlite;

namespace OpsCenter.Server.Health;

/// <summary>What the data disk can still take (FT-06).</summary>
internal sealed class DiskWatch(Shard shard, SqliteJournal journal, SqliteJournalOptions options)
{
    private static readonly int[] Alarms = [5, 10, 20];

    private readonly DriveInfo _disk = new(Path.GetFullPath(options.Directory));

    /// <summary>Why the journal takes nothing more until a supervisor starts the process again; null while it does.</summary>
    internal string? Failure => journal.Failure?.Message;

    /// <summary>False from a full disk on until there is room to make the ballast anew.</summary>
    internal bool BallastStands => journal.BallastStands;

    /// <summary>Whether the newest commit was refused and there is still no room: with nobody tapping, no commit would tell that there is again, but the ballast does.</summary>
    internal bool IngestStopped => shard.IngestStopped && !journal.BallastStands;

    /// <summary>Bytes that the disk can still take, the ballast not counted.</summary>
    internal long FreeBytes => journal.FreeBytes;

    /// <summary>The narrowest alarm that rings: 20, 10 or 5, when less than that many percent of the disk are free; null when none does.</summary>
    internal int? Alarm
    {
        get
        {
            double percent = 100.0 * FreeBytes / Math.Max(1, _disk.TotalSize);
            foreach (int alarm in Alarms)
                if (percent < alarm) return alarm;
            return null;
        }
    }
}
