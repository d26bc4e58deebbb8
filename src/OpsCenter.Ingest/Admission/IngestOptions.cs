using System.ComponentModel.DataAnnotations;

namespace OpsCenter.Ingest.Admission;

/// <summary>Limits of one kiosk's connection (<c>wire.md</c>, limits) and when it counts as silent.</summary>
public sealed class IngestOptions
{
    /// <summary>Messages a second that a kiosk may send for long; 0 lifts the limit, for load tests.</summary>
    /// <value>0 to 100,000, both inclusive; default 20.</value>
    [Range(0, 100_000)]
    public int SustainedRate { get; set; } = 20;

    /// <summary>Messages that a kiosk may send at once after a rest.</summary>
    /// <value>1 to 1,000,000, both inclusive; default 200.</value>
    [Range(1, 1_000_000)]
    public int Burst { get; set; } = 200;

    /// <summary>How long a kiosk may press against its limit, held back by pauses in reading, before it is closed with 0x96.</summary>
    /// <value>1 second to 1 hour, both inclusive; default 5 minutes: a backlog of 6,000 taps drains in one connection.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LongestPressure { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a connected kiosk may say nothing before it counts as silent. Its state comes every 30 s.</summary>
    /// <value>35 seconds to 1 hour, both inclusive; default 95 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:35", "01:00:00")]
    public TimeSpan SilentAfter { get; set; } = TimeSpan.FromSeconds(95);

    /// <summary>How long after a start a kiosk that was online by the journal may take to come back before it counts as silent.</summary>
    /// <value>1 second to 1 hour, both inclusive; default 60 seconds.</value>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan ReturnWithin { get; set; } = TimeSpan.FromSeconds(60);
}
