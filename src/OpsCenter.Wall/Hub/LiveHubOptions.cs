using System.ComponentModel.DataAnnotations;

namespace OpsCenter.Wall.Hub;

/// <summary>Limits of the hub <c>/hub/live</c>.</summary>
public sealed class LiveHubOptions
{
    /// <summary>Streams that one connection may hold open.</summary>
    /// <value>1 to 64, both inclusive; default 16: a wall holds about five.</value>
    [Range(1, 64)]
    public int StreamsPerConnection { get; set; } = 16;

    /// <summary>The largest message that a client may send.</summary>
    /// <value>1 to 1,024 KB, both inclusive, in bytes; default 32 KB.</value>
    [Range(1024, 1024 * 1024)]
    public int MaximumMessageBytes { get; set; } = 32 * 1024;

    /// <summary>How long a client may leave unread what it was sent before it is cut; it comes back and watches again.</summary>
    /// <value>1 second to 10 minutes, both inclusive; default 30 seconds. Counted on the server's monotonic clock from a frame that was given and not taken; a ping that is not answered cuts after 5/6 of it.</value>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CutAfter { get; set; } = TimeSpan.FromSeconds(30);
}
