using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>The host's rules: who may connect, publish and subscribe, and when a publish counts as accepted.</summary>
/// <remarks>The calls for one session come one at a time, in the order of the wire, on the thread that reads it; those of several sessions run at once.
/// They must not block: a slow answer belongs into <see cref="PublishVerdict.Defer"/>. An exception ends that session and is told to <see cref="BrokerObserver.Failed"/>.</remarks>
public interface IBrokerPolicy
{
    /// <summary>A well-formed CONNECT has come. Nothing else is read from this connection until the answer.</summary>
    /// <param name="request">What the client claims, and what the transport knows of it.</param>
    /// <param name="cancellationToken">Cancelled when the connection goes or the time for connecting is over.</param>
    ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken);

    /// <summary>A session stands; its CONNACK goes out before anything that is published to it from here on.</summary>
    /// <param name="session">The handle of this connection; a resumed session gets a new handle.</param>
    /// <param name="resumed">True: subscriptions and unfinished deliveries were kept from an earlier connection.</param>
    void Connected(MqttSession session, bool resumed);

    /// <summary>A message has come, or a will is due. Topic and payload are valid during the call only.</summary>
    PublishVerdict Publish(in IncomingPublish publish);

    /// <summary>A topic filter is wanted; well-formed, but it may be anything, also <c>$share/…</c>.</summary>
    SubscribeVerdict Subscribe(MqttSession session, in TopicSubscription wanted);

    /// <summary>The subscription stands and its SUBACK goes out before anything that is published from here on.</summary>
    void Subscribed(MqttSession session, in TopicSubscription granted);

    /// <summary>The connection has ended, or was taken over; called once for each <see cref="Connected"/>, and before the successor's.</summary>
    /// <remarks>A PUBLISH that was being read at that moment may still be handed over after a takeover. The will, where one is due at once, comes after this call.</remarks>
    void Disconnected(MqttSession session, SessionEnd end);
}
