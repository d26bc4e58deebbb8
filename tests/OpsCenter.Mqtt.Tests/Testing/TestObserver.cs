using System.Collections.Concurrent;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Tests.Testing;

/// <summary>Remembers what the broker reported. A bug of the broker fails the test that disposes it.</summary>
internal sealed class TestObserver : BrokerObserver
{
    private long _received;
    private long _sent;
    private int _packetsIn;
    private int _packetsOut;

    internal ConcurrentQueue<string> Told { get; } = new();

    internal ConcurrentQueue<Exception> Bugs { get; } = new();

    internal (long Received, long Sent, int PacketsIn, int PacketsOut) Counts =>
        (Volatile.Read(ref _received), Volatile.Read(ref _sent), Volatile.Read(ref _packetsIn), Volatile.Read(ref _packetsOut));

    public override void ConnectionTurnedAway(BrokerPeer peer, AdmissionRefusal why) => Told.Enqueue($"turned away {why}");

    public override void ConnectRefused(BrokerPeer peer, string clientId, ReasonCode reason) => Told.Enqueue($"refused {clientId} {reason}");

    public override void ProtocolBroken(BrokerPeer peer, MqttSession? session, MqttProtocolException fault) => Told.Enqueue($"broken {fault.Reason} {fault.Clause}");

    public override void PublishRefused(MqttSession session, string topic, ReasonCode reason) => Told.Enqueue($"publish refused {topic} {reason}");

    public override void SubscribeRefused(MqttSession session, string filter, ReasonCode reason) => Told.Enqueue($"subscribe refused {filter} {reason}");

    public override void MessageDropped(string clientId, MqttMessage message, DropReason why) => Told.Enqueue($"dropped {clientId} {message.Topic} {why}");

    public override void Received(long bytes, int packets)
    {
        Interlocked.Add(ref _received, bytes);
        Interlocked.Add(ref _packetsIn, packets);
    }

    public override void Sent(long bytes, int packets)
    {
        Interlocked.Add(ref _sent, bytes);
        Interlocked.Add(ref _packetsOut, packets);
    }

    public override void Failed(MqttSession? session, Exception exception) => Bugs.Enqueue(exception);
}
