using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>What the broker remembers of a client between connections (§4.1): subscriptions, unfinished deliveries both ways, and when to forget it.</summary>
internal sealed class SessionState(string clientId, BrokerOptions options)
{
    /// <summary>0xFFFFFFFF: never forgotten (§3.1.2.11.2).</summary>
    internal const uint Forever = uint.MaxValue;

    internal Lock Gate { get; } = new();

    internal string ClientId => clientId;

    /// <summary>The filters by their full text.</summary>
    internal Dictionary<string, Subscription> Subscriptions { get; } = new(StringComparer.Ordinal);

    internal OutgoingMessages Outgoing { get; } = new(options.MaxQueuedMessages, options.NewestRetainedOnly);

    /// <summary>QoS 2 messages from the client whose PUBREL has not come.</summary>
    internal Dictionary<ushort, ExactlyOnceArrival> Arrivals { get; } = [];

    internal int ArrivalCount
    {
        get
        {
            lock (Gate) return Arrivals.Count;
        }
    }

    /// <summary>Null while the client is away.</summary>
    internal BrokerConnection? Connection { get; set; }

    internal bool IsConnected => Connection is not null;

    /// <summary>What the newest connection speaks.</summary>
    internal bool IsV5 { get; set; }

    /// <summary>Seconds that the session outlives its connection.</summary>
    internal uint Expiry { get; set; }

    /// <summary>When the client went away; of no meaning while it is connected.</summary>
    internal long AwaySince { get; set; }

    /// <summary>A will that waits for its delay (MQTT-3.1.3-9).</summary>
    internal PendingWill? Will { get; set; }

    /// <summary>True once it is out of the broker's books.</summary>
    internal bool IsForgotten { get; set; }

    /// <summary>Queues a message and wakes the pump.</summary>
    internal bool Deliver(in Outgoing outgoing, bool keepQoS0Offline)
    {
        BrokerConnection? connection;
        lock (Gate)
        {
            connection = Connection;
            if (IsForgotten || (connection is null && outgoing.QoS == QoS.AtMostOnce && !keepQoS0Offline)) return true; // promised nothing
            if (!Outgoing.TryEnqueue(outgoing)) return false;
        }
        connection?.Signal();
        return true;
    }
}

/// <summary>A will that is to be published when its delay is over, unless the client comes back before (§3.1.3.2.2).</summary>
/// <param name="Message">The will.</param>
/// <param name="Session">The handle that left it.</param>
/// <param name="Since">When the connection ended.</param>
/// <param name="Delay">How long to wait.</param>
internal sealed record PendingWill(WillMessage Message, MqttSession Session, long Since, TimeSpan Delay);
