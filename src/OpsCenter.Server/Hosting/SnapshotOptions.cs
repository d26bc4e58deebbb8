using System.ComponentModel.DataAnnotations;

namespace OpsCenter.Server.Hosting;

/// <summary>When the shard's state is kept in a snapshot; section <c>Snapshots</c>.</summary>
internal sealed class SnapshotOptions
{
    /// <summary>After how many facts the next is due: what a start has to read besides it.</summary>
    /// <value>100 to 100,000,000, both inclusive; default 100,000.</value>
    [Range(100, 100_000_000)]
    public int EveryFacts { get; set; } = 100_000;

    /// <summary>The shortest time between two while fewer than three times <see cref="EveryFacts"/> came: the disk is for the journal.</summary>
    /// <value>1 second to 1 hour, both inclusive; default 10 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LeastPause { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest time between two while facts come, however few.</summary>
    /// <value>1 second to 1 day, both inclusive; default 5 minutes.</value>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan LongestPause { get; set; } = TimeSpan.FromMinutes(5);
}
