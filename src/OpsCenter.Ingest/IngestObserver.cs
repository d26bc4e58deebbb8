using Microsoft.Extensions.Logging;
using OpsCenter.Ingest.Sessions;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Ingest;

/// <summary>Counts and tells what the broker does.</summary>
internal sealed class IngestObserver(ILogger<IngestObserver> logger) : BrokerObserver
{
    public override void ConnectionTurnedAway(BrokerPeer peer, AdmissionRefusal why)
    {
        Refused("connection", why.ToString());
        if (why is not AdmissionRefusal.Stopping) logger.TurnedAway(AddressOf(peer), why.ToString()); // a stop is expected, and so are those who come back
    }

    public override void ConnectionOpened(BrokerPeer peer) => IngestMeter.Connections.Add(1);

    public override void ConnectionClosed(BrokerPeer peer) => IngestMeter.Connections.Add(-1);

    public override void ConnectRefused(BrokerPeer peer, string clientId, ReasonCode reason)
    {
        Refused("connect", reason.ToString());
        logger.ConnectRefused(Printable(clientId), AddressOf(peer), reason.ToString());
    }

    public override void ProtocolBroken(BrokerPeer peer, MqttSession? session, MqttProtocolException fault)
    {
        Refused("protocol", fault.Clause);
        logger.ProtocolBroken(session is null ? AddressOf(peer) : Printable(KioskPolicy.NameOf(session)), fault.Clause);
    }

    public override void Received(long bytes, int packets) => IngestMeter.BytesIn.Add(bytes);

    public override void Sent(long bytes, int packets) => IngestMeter.BytesOut.Add(bytes);

    public override void MessageDropped(string clientId, MqttMessage message, DropReason why)
    {
        IngestMeter.Dropped.Add(1, new KeyValuePair<string, object?>("reason", why.ToString()));
        if (why is DropReason.QueueFull) logger.Dropped(Printable(clientId));
    }

    public override void Failed(MqttSession? session, Exception exception) => logger.ConnectionFailed(exception);

    private static void Refused(string kind, string reason) =>
        IngestMeter.Refused.Add(1, new("kind", kind), new KeyValuePair<string, object?>("reason", reason));

    private static string AddressOf(BrokerPeer peer) => peer.Address?.ToString() ?? "memory";

    /// <summary>A client id is a stranger's text until it proved itself: no line breaks, no control characters, 64 characters at most.</summary>
    private static string Printable(string text) =>
        new([.. text.Take(64).Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' ? character : '?')]);
}
