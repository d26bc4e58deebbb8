using Microsoft.Extensions.Logging;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Mqtt.Broker;

namespace OpsCenter.Ingest.Sessions;

/// <summary>What the shard's loop leaves for the wire: acknowledgements of one commit, flushed together. For the loop's thread alone.</summary>
internal sealed class AcknowledgementPost(ReceiptBook book, ILogger<AcknowledgementPost> logger)
{
    internal ReceiptBatch Batch { get; } = new();

    /// <summary>A tap that was heard before: the kiosk seems to have missed its receipt.</summary>
    internal void Owe(MqttSession session)
    {
        if (session.State is KioskSession kiosk) book.Owe(kiosk.Kiosk);
    }

    /// <summary>A message went to quarantine: counted and told.</summary>
    internal void SetAside(MqttSession session, Refusal? reason)
    {
        string word = reason?.Code ?? "unknown";
        IngestMeter.Quarantined.Add(1, new KeyValuePair<string, object?>("reason", word));
        logger.SetAside(session.ClientId, word);
    }

    /// <summary>The commit is announced; everything may leave.</summary>
    internal void Flush() => Batch.Flush();
}
