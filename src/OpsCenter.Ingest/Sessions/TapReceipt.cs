using System.Diagnostics;
using OpsCenter.Grains.Runtime;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Ingest.Sessions;

/// <summary>Turns the shard's answer into an acknowledgement: only now, after the fsync, does PUBACK leave (house rule H3).</summary>
/// <param name="post">Where acknowledgements of one commit are gathered.</param>
/// <param name="session">The kiosk's session.</param>
/// <param name="receipt">The message's own promise; the default for QoS 0, which is promised nothing.</param>
internal sealed class TapReceipt(AcknowledgementPost post, MqttSession session, PublishReceipt receipt) : ICommandReceipt
{
    private readonly long _read = Stopwatch.GetTimestamp();

    public void Complete(in Outcome outcome)
    {
        if (outcome.Kind is OutcomeKind.NotCommitted)
        {
            session.End(ReasonCode.QuotaExceeded);
            return;
        }
        bool aside = outcome.Kind is OutcomeKind.Quarantined;
        if (aside) post.SetAside(session, outcome.Refusal);
        if (outcome.Kind is OutcomeKind.Seen) post.Owe(session);
        post.Batch.Complete(receipt, aside ? ReasonCode.PayloadFormatInvalid : ReasonCode.Success);
        IngestMeter.Acknowledged.Record(Stopwatch.GetElapsedTime(_read).TotalMilliseconds);
    }
}
