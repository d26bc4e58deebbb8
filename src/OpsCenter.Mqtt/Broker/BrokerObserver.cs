using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>Where the broker reports what it does; the host counts and logs. Every method does nothing unless overridden; none may block or throw.</summary>
public abstract class BrokerObserver
{
    /// <summary>Hears nothing.</summary>
    public static BrokerObserver None { get; } = new Deaf();

    /// <summary>A connection was turned away before a byte was read.</summary>
    public virtual void ConnectionTurnedAway(BrokerPeer peer, AdmissionRefusal why)
    {
    }

    /// <summary>A connection was let in; its CONNECT is awaited.</summary>
    public virtual void ConnectionOpened(BrokerPeer peer)
    {
    }

    /// <summary>A connection is gone, whether it had a session or not.</summary>
    public virtual void ConnectionClosed(BrokerPeer peer)
    {
    }

    /// <summary>A CONNECT was answered with a refusal.</summary>
    public virtual void ConnectRefused(BrokerPeer peer, string clientId, ReasonCode reason)
    {
    }

    /// <summary>A peer broke the protocol; its connection ends.</summary>
    /// <param name="peer">Where it comes from.</param>
    /// <param name="session">Null before CONNECT was accepted.</param>
    /// <param name="fault">What it broke.</param>
    public virtual void ProtocolBroken(BrokerPeer peer, MqttSession? session, MqttProtocolException fault)
    {
    }

    /// <summary>A message was refused by the policy.</summary>
    public virtual void PublishRefused(MqttSession session, string topic, ReasonCode reason)
    {
    }

    /// <summary>A topic filter was refused, by the policy or by a limit.</summary>
    public virtual void SubscribeRefused(MqttSession session, string filter, ReasonCode reason)
    {
    }

    /// <summary>Bytes and whole packets have come, since the last call for this connection. Called once a read.</summary>
    public virtual void Received(long bytes, int packets)
    {
    }

    /// <summary>Bytes and packets have left. Called once a flush.</summary>
    public virtual void Sent(long bytes, int packets)
    {
    }

    /// <summary>A message for a session was dropped.</summary>
    public virtual void MessageDropped(string clientId, MqttMessage message, DropReason why)
    {
    }

    /// <summary>A bug: the policy or the broker threw. The connection ends.</summary>
    /// <param name="session">Null before CONNECT was accepted.</param>
    /// <param name="exception">What was thrown.</param>
    public virtual void Failed(MqttSession? session, Exception exception)
    {
    }

    private sealed class Deaf : BrokerObserver;
}

/// <summary>Why a connection was turned away before a byte was read.</summary>
public enum AdmissionRefusal
{
    /// <summary><see cref="BrokerOptions.MaxConnections"/> is reached.</summary>
    TooManyConnections,

    /// <summary><see cref="BrokerOptions.MaxConnectionsPerAddress"/> is reached.</summary>
    TooManyFromAddress,

    /// <summary><see cref="BrokerOptions.ConnectsPerSecond"/> is exceeded and the burst is used up.</summary>
    TooFast,

    /// <summary>The broker is stopping.</summary>
    Stopping,
}

/// <summary>Why a message never reached a session.</summary>
public enum DropReason
{
    /// <summary>The session's queue is full; the newest is dropped.</summary>
    QueueFull,

    /// <summary>It is longer than the client's Maximum Packet Size (MQTT-3.1.2-24).</summary>
    TooLarge,

    /// <summary>Its expiry interval has passed (MQTT-3.3.2-5).</summary>
    Expired,

    /// <summary><see cref="BrokerOptions.MaxRetainedMessages"/> is reached; it is delivered, but not kept.</summary>
    RetainedStoreFull,
}
