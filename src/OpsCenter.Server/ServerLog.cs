using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Server;

/// <summary>Ids 1000–1099. Next free: 1014.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1000, LogLevel.Warning, "The simulated city ended with exit code {Code}")]
    public static partial void SimulatorEnded(this ILogger logger, int code);

    [LoggerMessage(1001, LogLevel.Critical, "The journal failed; the process ends so that nothing is acknowledged that is not durable")]
    public static partial void LoopFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Information, "From the snapshot at {Snapshot} (0: none), {Facts} facts folded in {Milliseconds} ms; the journal stands at {Head}")]
    public static partial void Restored(this ILogger logger, long snapshot, long facts, long milliseconds, long head);

    [LoggerMessage(1003, LogLevel.Warning, "The bundled SQLite {Version} is used; install libsqlite3-0 so that security updates reach it")]
    public static partial void BundledSqlite(this ILogger logger, string version);

    [LoggerMessage(1004, LogLevel.Warning, "The loop did not end within {Seconds} s; what waited was not acknowledged and will come again")]
    public static partial void LoopCut(this ILogger logger, double seconds);

    [LoggerMessage(1005, LogLevel.Information, "All that waited is durable; the journal stands at {Head}")]
    public static partial void Drained(this ILogger logger, long head);

    [LoggerMessage(1006, LogLevel.Warning, "{Sentence}")]
    public static partial void SnapshotIgnored(this ILogger logger, string sentence);

    [LoggerMessage(1007, LogLevel.Information, "A snapshot at {Position} is kept: {Bytes} bytes in {Milliseconds} ms")]
    public static partial void SnapshotKept(this ILogger logger, long position, int bytes, long milliseconds);

    [LoggerMessage(1008, LogLevel.Warning, "No snapshot could be kept, the ones before it stand: {Reason}")]
    public static partial void SnapshotRefused(this ILogger logger, string reason);

    [LoggerMessage(1010, LogLevel.Information, "The pack holds {Count} base grids whose households lie outside the band of rules.json; the first: {First}; all are listed in {File}")]
    public static partial void GridsOutsideBand(this ILogger logger, int count, string first, string file);

    [LoggerMessage(1009, LogLevel.Error, "Writing a snapshot broke; the ones before it stand, and the server goes on")]
    public static partial void SnapshotBroke(this ILogger logger, Exception exception);

    [LoggerMessage(1011, LogLevel.Error, "A rule broke on a message of kiosk {Kiosk}; the message waits in quarantine, the city goes on: {Faults} {Stack}")]
    private static partial void RuleBroke(this ILogger logger, string kiosk, string faults, string? stack);

    [LoggerMessage(1012, LogLevel.Critical, "The thread pool has not answered for {Seconds} s: no frame, acknowledgement or answer can leave")]
    public static partial void PoolStuck(this ILogger logger, double seconds);

    [LoggerMessage(1013, LogLevel.Warning, "The thread pool answers again")]
    public static partial void PoolAnswers(this ILogger logger);

    [LoggerMessage(1014, LogLevel.Critical, "The clock says {Now:u}, the newest fact was heard at {Newest:u}: no day begins and nothing closes until the clock is set right; if it is right, start with the setting Shard:ClockIsRight true")]
    public static partial void ClockDoubted(this ILogger logger, DateTimeOffset now, DateTimeOffset newest);

    /// <summary>Tells where a rule broke. An exception's own sentence may repeat what a resident typed: only types and places are told.</summary>
    internal static void RuleBroke(this ILogger logger, KioskId kiosk, Exception exception)
    {
        string faults = exception.GetType().Name;
        for (var inner = exception.InnerException; inner is not null; inner = inner.InnerException) faults += $" of {inner.GetType().Name}";
        logger.RuleBroke(kiosk.ToString(), faults, exception.GetBaseException().StackTrace);
    }
}
