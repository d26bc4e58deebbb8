namespace OpsCenter.Board;

/// <summary>What frames say of the server's own state (<c>wire.md</c>, <c>health</c>).</summary>
public enum BoardHealth
{
    /// <summary>Taps are taken and the clock is sane.</summary>
    Ok,

    /// <summary>No tap is taken: no space, or the journal refuses (采集中断).</summary>
    IngestStopped,

    /// <summary>The server's clock is not to be believed (时钟异常).</summary>
    Clock,
}

/// <summary>The sign of life behind the frames; the host answers it from the shard. Read from any thread, ten times a second a feed.</summary>
public interface IPulse
{
    /// <summary>The last instant at which the shard's loop proved alive: a stuck loop ages every frame.</summary>
    DateTimeOffset LastAlive { get; }

    /// <summary>What is wrong now; <see cref="BoardHealth.Ok"/> when nothing is.</summary>
    BoardHealth Health { get; }
}
