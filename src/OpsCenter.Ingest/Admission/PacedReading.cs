using Microsoft.Extensions.Logging;
using OpsCenter.Mqtt.Broker;

namespace OpsCenter.Ingest.Admission;

/// <summary>Holds a session back that pressed against its limit, and lets it read on when its next message is free.</summary>
internal sealed class PacedReading(TimeProvider time, ILogger<PacedReading> logger)
{
    /// <summary>Stops reading a session for a while; the client feels it as back-pressure.</summary>
    internal void Hold(MqttSession session, TimeSpan wait)
    {
        session.PauseReading();
        var holder = new Holder(session);
        holder.Timer = time.CreateTimer(static state => ((Holder)state!).Release(), holder, wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Ends a session that never let up.</summary>
    internal void TellTooFast(MqttSession session)
    {
        logger.TooFast(session.ClientId);
        IngestMeter.Refused.Add(1, new("kind", "publish"), new KeyValuePair<string, object?>("reason", "too-fast"));
        session.End(Mqtt.Faults.ReasonCode.MessageRateTooHigh);
    }

    private sealed class Holder(MqttSession session)
    {
        internal ITimer? Timer { get; set; }

        internal void Release()
        {
            session.ResumeReading();
            Timer?.Dispose();
        }
    }
}
