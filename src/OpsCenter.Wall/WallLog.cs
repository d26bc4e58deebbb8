using Microsoft.Extensions.Logging;

namespace OpsCenter.Wall;

internal static partial class WallLog // 6100–6199, the pages. Next free: 6104.
{
    [LoggerMessage(6100, LogLevel.Warning, "A dashboard is broken, its last good walls stay: {Fault}")]
    public static partial void DashboardBroken(this ILogger logger, string fault);

    [LoggerMessage(6102, LogLevel.Warning, "The city pack's outlines are not shown, the schematic map stays: {Reason}")]
    public static partial void OutlinesRefused(this ILogger logger, string reason);

    [LoggerMessage(6101, LogLevel.Information, "The dashboards were read again; {Walls} walls can be shown")]
    public static partial void DashboardsLoaded(this ILogger logger, int walls);

    [LoggerMessage(6103, LogLevel.Error, "The dashboards could not be read again, all walls stay as they were")]
    public static partial void DashboardsNotRead(this ILogger logger, Exception unforeseen);
}
