using System.Diagnostics.Metrics;

namespace OpsCenter.Ingest;

/// <summary>Figures of the wire side, for OpenTelemetry.</summary>
internal static class IngestMeter
{
    private static readonly Meter Meter = new("OpsCenter.Ingest");

    internal static readonly UpDownCounter<long> Connections = Meter.CreateUpDownCounter<long>("opscenter.mqtt.connections", "{connection}", "Open MQTT connections");
    internal static readonly Counter<long> BytesIn = Meter.CreateCounter<long>("opscenter.mqtt.received", "By", "Bytes received over MQTT");
    internal static readonly Counter<long> BytesOut = Meter.CreateCounter<long>("opscenter.mqtt.sent", "By", "Bytes sent over MQTT");
    internal static readonly Counter<long> Messages = Meter.CreateCounter<long>("opscenter.ingest.messages", "{message}", "Messages of kiosks, by channel");
    internal static readonly Counter<long> Quarantined = Meter.CreateCounter<long>("opscenter.ingest.quarantined", "{message}", "Messages set aside, by reason");
    internal static readonly Counter<long> Refused = Meter.CreateCounter<long>("opscenter.ingest.refused", "{refusal}", "What was refused, by kind and reason");
    internal static readonly Counter<long> Dropped = Meter.CreateCounter<long>("opscenter.mqtt.dropped", "{message}", "Messages for a session that were dropped, by reason");
    internal static readonly Histogram<double> Acknowledged = Meter.CreateHistogram<double>("opscenter.ingest.acknowledged", "ms", "From a tap's reading to its acknowledgement");
}
