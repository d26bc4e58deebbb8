namespace OpsCenter.Server;

/// <summary>Ids 1000–1099. Next free: 1006.</summary>
internal static partial class ServerLog
{
    [LoggerMessage(1000, LogLevel.Warning, "The simulated city ended with exit code {Code}")]
    public static partial void SimulatorEnded(this ILogger logger, int code);

    [LoggerMessage(1001, LogLevel.Critical, "The journal failed; the process ends so that nothing is acknowledged that is not durable")]
    public static partial void LoopFailed(this ILogger logger, Exception exception);

    [LoggerMessage(1002, LogLevel.Information, "{Facts} facts folded in {Milliseconds} ms; the journal stands at {Head}")]
    public static partial void Restored(this ILogger logger, long facts, long milliseconds, long head);

    [LoggerMessage(1003, LogLevel.Warning, "The bundled SQLite {Version} is used; install libsqlite3-0 so that security updates reach it")]
    public static partial void BundledSqlite(this ILogger logger, string version);

    [LoggerMessage(1004, LogLevel.Warning, "The loop did not end within {Seconds} s; what waited was not acknowledged and will come again")]
    public static partial void LoopCut(this ILogger logger, double seconds);

    [LoggerMessage(1005, LogLevel.Information, "All that waited is durable; the journal stands at {Head}")]
    public static partial void Drained(this ILogger logger, long head);
}
