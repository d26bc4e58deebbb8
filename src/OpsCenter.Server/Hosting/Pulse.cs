using OpsCenter.Board;
using OpsCenter.Grains.Runtime;
using OpsCenter.Server.Health;

namespace OpsCenter.Server.Hosting;

/// <summary>The sign of life in every frame, taken from the shard itself.</summary>
internal sealed class Pulse(Shard shard, DiskWatch disk) : IPulse
{
    public DateTimeOffset LastAlive => shard.LastAlive;

    public BoardHealth Health => disk.IngestStopped ? BoardHealth.IngestStopped : shard.Clock.IsSane ? BoardHealth.Ok : BoardHealth.Clock;
}
