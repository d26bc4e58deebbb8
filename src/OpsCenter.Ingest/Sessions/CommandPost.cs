using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using OpsCenter.Grains.Runtime;
using OpsCenter.Mqtt.Broker;

namespace OpsCenter.Ingest.Sessions;

/// <summary>
/// Hands commands to the shard in each sender's order. When the shard's queue is full, sessions that send are paused and their commands wait
/// here: at most what stood in their receive buffers. Taps wait, none is dropped.
/// </summary>
/// <param name="shard">The loop.</param>
internal sealed class CommandPost(Shard shard) : BackgroundService
{
    private readonly ConcurrentQueue<(Envelope Envelope, MqttSession? Session)> _waiting = new();
    private readonly SemaphoreSlim _signal = new(0);
    private int _count;

    /// <summary>Hands a command over, now or, in order, as soon as the loop has room.</summary>
    /// <param name="envelope">The command.</param>
    /// <param name="session">Who is paused while it waits; null for commands of the server's own.</param>
    internal void Post(Envelope envelope, MqttSession? session)
    {
        if (Volatile.Read(ref _count) == 0 && shard.TryPost(envelope)) return;
        Interlocked.Increment(ref _count);
        session?.PauseReading();
        _waiting.Enqueue((envelope, session));
        _signal.Release();
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        _signal.Dispose();
        base.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            await _signal.WaitAsync(stoppingToken);
            if (!_waiting.TryDequeue(out var next)) continue;
            await shard.PostAsync(next.Envelope, stoppingToken);
            Interlocked.Decrement(ref _count);
            next.Session?.ResumeReading();
        }
    }
}
