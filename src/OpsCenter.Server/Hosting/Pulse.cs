using OpsCenter.Board;
using OpsCenter.Grains.Runtime;
using OpsCenter.Server.Health;

namespace OpsCenter.Server.Hosting;

/// <summary>The sign of life in every frame, taken from the shard itself, and from the thread pool when that is stuck.</summary>
internal sealed class Pulse(Shard shard, DiskWatch disk, PoolWatch pool) : IPulse
{
    public DateTimeOffset LastAlive => pool.IsStuck && pool.LastAnswer < shard.LastAlive ? pool.LastAnswer : shard.LastAlive;

    public BoardHealth Health => disk.IngestStopped ? BoardHealth.IngestStopped : shard.Clock.IsSane ? BoardHealth.Ok : BoardHealth.Clock;
}
