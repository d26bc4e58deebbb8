using System.Diagnostics;
using OpsCenter.Board;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest;
using OpsCenter.Journal;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Server.Telemetry;

namespace OpsCenter.Server.Hosting;

/// <summary>Folds the journal before anyone is let in, runs the loop, and on a stop drains what waits before the process ends.</summary>
internal sealed class ShardLifetime(IServiceProvider services, Shard shard, ShardCore core, IJournal journal, ILogger<ShardLifetime> logger) : IHostedService
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

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await services.GetRequiredService<MqttBroker>().StopAsync(TimeSpan.FromSeconds(5), cancellationToken);
        if (shard.Stop(DrainDeadline)) logger.Drained(journal.Head);
        else logger.LoopCut(DrainDeadline.TotalSeconds);
    }
}
