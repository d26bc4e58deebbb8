using Microsoft.Extensions.Hosting;
using OpsCenter.Board;

namespace OpsCenter.Wall.Hub;

/// <summary>Keeps the live board ticking while the host runs.</summary>
internal sealed class LiveTicker(LiveBoard live) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => live.RunAsync(stoppingToken);
}
