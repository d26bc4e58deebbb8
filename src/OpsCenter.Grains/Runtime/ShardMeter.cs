using System.Diagnostics.Metrics;

namespace OpsCenter.Grains.Runtime;

/// <summary>Figures of the loop, for OpenTelemetry.</summary>
internal static class ShardMeter
{
    private static readonly Meter Meter = new("OpsCenter.Grains");

    internal static readonly Histogram<int> Batch = Meter.CreateHistogram<int>("opscenter.shard.batch", "{command}", "Commands decided in one turn of the loop");
    internal static readonly Histogram<double> Commit = Meter.CreateHistogram<double>("opscenter.journal.commit", "ms", "Time of one commit, fsync included");
    internal static readonly Counter<long> Facts = Meter.CreateCounter<long>("opscenter.journal.facts", "{fact}", "Facts made durable");
    internal static readonly Counter<long> SeenLongAgo = Meter.CreateCounter<long>(
        "opscenter.shard.taps_seen_long_ago", "{tap}", "Taps answered as seen though their digest is forgotten: only their time speaks for them");
}
