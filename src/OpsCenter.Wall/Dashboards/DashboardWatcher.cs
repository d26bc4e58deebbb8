using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OpsCenter.Wall.Dashboards;

/// <summary>Reads the dashboards again when a file was saved and has been quiet for half a second: editors save in several steps.</summary>
internal sealed class DashboardWatcher(DashboardShelf shelf, WallFolder folder, TimeProvider time, ILogger<DashboardWatcher> logger) : IHostedService, IDisposable
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);
    private FileSystemWatcher? _files;
    private ITimer? _timer;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!Directory.Exists(folder.Path)) return Task.CompletedTask;
        _timer = time.CreateTimer(_ => Reload(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _files = new FileSystemWatcher(folder.Path, "*.json");
        _files.Changed += (_, _) => Wait();
        _files.Created += (_, _) => Wait();
        _files.Deleted += (_, _) => Wait();
        _files.Renamed += (_, _) => Wait();
        _files.EnableRaisingEvents = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _files?.Dispose();
        _timer?.Dispose();
    }

    private void Reload()
    {
        try
        {
            shelf.Reload();
        }
#pragma warning disable CA1031 // an exception that leaves a timer ends the server: the city's walls would go dark for a dashboard
        catch (Exception unforeseen)
#pragma warning restore CA1031
        {
            logger.DashboardsNotRead(unforeseen);
        }
    }

    private void Wait() => _timer?.Change(Quiet, Timeout.InfiniteTimeSpan);
}
