using System.Diagnostics;
using OpsCenter.Board;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest;
using OpsCenter.Journal;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Server.Telemetry;

namespace OpsCenter.Server.Hosting;

/// <summary>Folds the journal before anyone is let in, runs the loop, and on a stop drains what waits before the process ends.</summary>
internal sealed class ShardLifetime(IServiceProvider services, Shard shard, ShardCore core, IJournal journal, ILogger<ShardLifetime> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan DrainDeadline = TimeSpan.FromSeconds(10);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        core.Announce(services.GetRequiredService<CityBoard>());
        services.AnswerKiosks();
        long started = Stopwatch.GetTimestamp();
        long facts = core.Restore();
        logger.Restored(facts, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, journal.Head);
        shard.Start();
        services.GetRequiredService<ProcessMeter>();
        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Before anything else stops: Kestrel would wait for the kiosks' connections, and they would go on sending, until its patience ends.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        services.GetRequiredService<MqttBroker>().StopAsync(TimeSpan.FromSeconds(5), cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken)
    {
        if (shard.Stop(DrainDeadline)) logger.Drained(journal.Head);
        else logger.LoopCut(DrainDeadline.TotalSeconds);
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
