using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>Brings accepted messages to those who want them, and keeps the retained ones.</summary>
internal sealed class Router(BrokerOptions options, BrokerObserver observer, TimeProvider time)
{
    [ThreadStatic]
    private static List<Subscription>? _matches;

    internal SubscriptionIndex Index { get; } = new();

    internal RetainedMessages Retained { get; } = new(options.MaxRetainedMessages);

    internal StoredMessage Store(MqttMessage message, string? publisher) => new(message, publisher, time.GetTimestamp(), time);

    /// <summary>The number of sessions that it went to.</summary>
    internal int Route(StoredMessage stored)
    {
        if (stored.Message.Retain && !Retained.Put(stored)) observer.MessageDropped("", stored.Message, DropReason.RetainedStoreFull);
        var matches = _matches ?? [];
        _matches = null; // a policy or observer called from here may publish too
        Index.Match(stored.Message.Topic, matches);
        var reached = matches.Count == 1 ? DeliverOne(stored, matches[0]) : DeliverAll(stored, matches);
        matches.Clear();
        _matches = matches;
        return reached;
    }

    internal void SendRetained(Subscription subscription)
    {
        var messages = Retained.Matching(subscription.Filter);
        if (subscription.Wanted.NoLocal) messages.RemoveAll(one => one.Publisher == subscription.Session.ClientId); // MQTT-3.8.3-3
        lock (subscription.Session.Gate) subscription.Session.Outgoing.EnqueueRetained(messages, subscription);
        subscription.Session.Connection?.Signal();
    }

    internal bool Deliver(SessionState session, in Outgoing outgoing)
    {
        if (session.Deliver(outgoing, options.QueueQoS0Offline)) return true;
        observer.MessageDropped(session.ClientId, outgoing.Stored.Message, DropReason.QueueFull);
        return false;
    }

    private int DeliverOne(StoredMessage stored, Subscription subscription)
    {
        if (IsOwn(stored, subscription)) return 0;
        Deliver(subscription.Session, For(stored, subscription));
        return 1;
    }

    // A session with several matches gets one copy, of the highest QoS and with every identifier (MQTT-3.3.4-2, -3, -4).
    private int DeliverAll(StoredMessage stored, List<Subscription> matches)
    {
        if (matches.Count == 0) return 0;
        var bySession = new Dictionary<SessionState, Outgoing>(matches.Count);
        foreach (var subscription in matches)
        {
            if (IsOwn(stored, subscription)) continue;
            var one = For(stored, subscription);
            if (bySession.TryGetValue(subscription.Session, out var other)) one = Merge(one, other);
            bySession[subscription.Session] = one;
        }
        foreach (var (session, outgoing) in bySession) Deliver(session, outgoing);
        return bySession.Count;
    }

    private static Outgoing For(StoredMessage stored, Subscription subscription) => new(stored,
        (QoS)Math.Min((byte)stored.QoS, (byte)subscription.Granted),
        stored.Message.Retain && subscription.Wanted.RetainAsPublished, // MQTT-3.3.1-12, -13
        subscription.Identifier == 0 ? null : [subscription.Identifier]);

    private static Outgoing Merge(in Outgoing one, in Outgoing other) => one with
    {
        QoS = (QoS)Math.Max((byte)one.QoS, (byte)other.QoS),
        Retain = one.Retain || other.Retain,
        Identifiers = one.Identifiers is null ? other.Identifiers : other.Identifiers is null ? one.Identifiers : [.. other.Identifiers, .. one.Identifiers],
    };

    private static bool IsOwn(StoredMessage stored, Subscription subscription) =>
        subscription.Wanted.NoLocal && stored.Publisher == subscription.Session.ClientId;
}
