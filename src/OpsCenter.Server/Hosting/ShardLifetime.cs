using System.Diagnostics;
using Microsoft.Extensions.Options;
using OpsCenter.Board;
using OpsCenter.Grains.Runtime;
using OpsCenter.Ingest;
using OpsCenter.Journal;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Server.Telemetry;

namespace OpsCenter.Server.Hosting;

/// <summary>Brings the shard back before anyone is let in, runs the loop, and on a stop drains what waits and keeps a snapshot before the process ends.</summary>
internal sealed class ShardLifetime(IServiceProvider services, Shard shard, ShardCore core, IJournal journal, ILogger<ShardLifetime> logger) : IHostedLifecycleService
{
    private static readonly TimeSpan DrainDeadline = TimeSpan.FromSeconds(10);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        var packs = services.GetRequiredService<PackArchive>();
        packs.Keep(journal);
        packs.Report(logger);
        core.Announce(services.GetRequiredService<CityBoard>());
        core.RuleBroke += logger.RuleBroke;
        services.AnswerKiosks();
        long started = Stopwatch.GetTimestamp();
        var report = core.Restore();
        foreach (string ignored in report.Ignored) logger.SnapshotIgnored(ignored);
        logger.Restored(report.SnapshotAt, report.Facts, (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds, journal.Head);
        // Of the time before this start: a fact of its own would bear the very time that is in doubt.
        if (!services.GetRequiredService<IOptions<ShardOptions>>().Value.ClockIsRight)
            foreach (var newest in journal.Read(Math.Max(0, journal.Head - 1))) StartAfter(newest.Fact.Heard);
        shard.Start();
        services.GetRequiredService<SnapshotKeeper>().Begin(report.SnapshotAt);
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
        if (shard.Stop(DrainDeadline))
        {
            logger.Drained(journal.Head);
            services.GetRequiredService<SnapshotKeeper>().KeepLast();
        }
        else logger.LoopCut(DrainDeadline.TotalSeconds);
        return Task.CompletedTask;
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private void StartAfter(DateTimeOffset newest)
    {
        shard.Clock.StartAfter(newest);
        if (!shard.Clock.Look()) logger.ClockDoubted(services.GetRequiredService<TimeProvider>().GetUtcNow(), newest);
    }
}
