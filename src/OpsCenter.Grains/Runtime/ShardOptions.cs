using System.ComponentModel.DataAnnotations;

namespace OpsCenter.Grains.Runtime;

/// <summary>How one shard's loop takes its work.</summary>
public sealed class ShardOptions
{
    /// <summary>How many commands may wait for the loop; beyond, senders wait (taps are never dropped).</summary>
    /// <value>64 to 1,048,576, both inclusive; default 16,384.</value>
    [Range(64, 1_048_576)]
    public int InboxCapacity { get; set; } = 16_384;

    /// <summary>How many commands one commit takes at most. Without load a batch is one command: it adds no latency.</summary>
    /// <value>1 to 65,536, both inclusive; default 4,096.</value>
    [Range(1, 65_536)]
    public int MaxBatch { get; set; } = 4_096;

    /// <summary>How long the loop may sleep when nothing comes; also the grain of its pulse.</summary>
    /// <value>10 milliseconds to 1 second, both inclusive; default 200 milliseconds.</value>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:00:01")]
    public TimeSpan LongestSleep { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>A person has looked at the machine's clock and says that it is right: it is believed at this start, whatever the journal holds.</summary>
    /// <value>Default false: a start before the newest fact, or more than 45 days after it, fires no rule.</value>
    public bool ClockIsRight { get; set; }
}
