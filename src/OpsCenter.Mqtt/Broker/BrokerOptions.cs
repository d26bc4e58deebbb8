using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Broker;

/// <summary>The broker's limits. Each has a range, checked when the broker is made.</summary>
public sealed class BrokerOptions
{
    /// <summary>Connections at once. 1 to 1,000,000; default 20,000. Beyond: turned away before a byte is read.</summary>
    public int MaxConnections { get; set; } = 20_000;

    /// <summary>Connections at once from one address. 1 to 1,000,000; default 20,000, as a whole district may sit behind one address.</summary>
    public int MaxConnectionsPerAddress { get; set; } = 20_000;

    /// <summary>New connections a second, sustained. 1 to 100,000; default 2,000.</summary>
    public int ConnectsPerSecond { get; set; } = 2_000;

    /// <summary>New connections that may come at once. 1 to 1,000,000; default 10,000.</summary>
    public int ConnectBurst { get; set; } = 10_000;

    /// <summary>
    /// How long a connection beyond that rate may wait for its turn, before a byte of it is read; beyond: turned away. 0 (the default: none waits)
    /// to 1 minute. So many wait at most as the rate lets in within that time.
    /// </summary>
    public TimeSpan ConnectPatience { get; set; }

    /// <summary>How long a connection may take until its CONNECT is accepted. 100 ms to 1 minute; default 5 seconds.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>The longest packet taken, header included. 128 to 268,435,460 bytes; default 1 MiB. Announced in CONNACK unless it is the protocol's own limit.</summary>
    public int MaximumPacketSize { get; set; } = 1024 * 1024;

    /// <summary>The longest payload taken. 0 to 268,435,455 bytes; default that. A longer PUBLISH ends the connection with 0x95 as soon as its head tells; a longer will is refused with the CONNECT.</summary>
    public int MaximumPayload { get; set; } = VariableByteInteger.Largest;

    /// <summary>QoS 1 and 2 messages of one client not yet acknowledged. 1 to 65,535; default 100. 5.0 is told, and closed beyond; 3.1.1 is not read on.</summary>
    public int ReceiveMaximum { get; set; } = 100;

    /// <summary>Topic aliases that a client may set up. 0 to 65,535; default 10.</summary>
    public int TopicAliasMaximum { get; set; } = 10;

    /// <summary>Topic aliases used towards a client that allows any. 0 to 65,535; default 0.</summary>
    public int OutgoingTopicAliases { get; set; }

    /// <summary>QoS 1 and 2 messages under way to one client. 1 to 65,535; default 100. The client's own Receive Maximum may lower it.</summary>
    public int MaxInFlight { get; set; } = 100;

    /// <summary>Messages waiting for one session, connected or not. 1 to 1,000,000; default 1,000. Beyond: the newest is dropped and reported.</summary>
    public int MaxQueuedMessages { get; set; } = 1_000;

    /// <summary>
    /// True: of the messages published with RETAIN that wait for a session, only the newest of a topic is kept, in the place of the oldest: a
    /// slow reader gets the newest state of everything and loses none. Default false: every message is sent.
    /// </summary>
    public bool NewestRetainedOnly { get; set; }

    /// <summary>True: QoS 0 messages wait for a session that is not connected, too. Default false.</summary>
    public bool QueueQoS0Offline { get; set; }

    /// <summary>Topic filters of one session. 1 to 1,000,000; default 1,000. Beyond: SUBACK 0x97.</summary>
    public int MaxSubscriptionsPerSession { get; set; } = 1_000;

    /// <summary>Retained messages in all. 0 to 10,000,000; default 200,000. Beyond: delivered but not kept, and reported.</summary>
    public int MaxRetainedMessages { get; set; } = 200_000;

    /// <summary>Sessions kept, connected or not. 1 to 10,000,000; default 100,000. Beyond: CONNACK 0x97 (3.1.1: 3).</summary>
    public int MaxSessions { get; set; } = 100_000;

    /// <summary>How long a session is kept after its connection, at most. 0 to 4,294,967,295 seconds, the latter for ever; default 86,400. 3.1.1 sessions that are not clean get it.</summary>
    public uint MaxSessionExpiry { get; set; } = 86_400;

    /// <summary>The longest keep alive. 1 to 65,535 seconds, or 0 (the default): any. 5.0 clients that ask for more, or for none, are given it by Server Keep Alive.</summary>
    public int MaximumKeepAlive { get; set; }

    /// <summary>True: MQTT 3.1 (MQIsdp) is taken too. Default false.</summary>
    public bool AcceptVersion31 { get; set; }

    /// <summary>Says which options are out of range, all at once.</summary>
    /// <exception cref="ArgumentException">At least one is.</exception>
    public void Validate()
    {
        var faults = new List<string>();
        Check(MaxConnections, 1, 1_000_000, nameof(MaxConnections));
        Check(MaxConnectionsPerAddress, 1, 1_000_000, nameof(MaxConnectionsPerAddress));
        Check(ConnectsPerSecond, 1, 100_000, nameof(ConnectsPerSecond));
        Check(ConnectBurst, 1, 1_000_000, nameof(ConnectBurst));
        Check((long)ConnectPatience.TotalMilliseconds, 0, 60_000, nameof(ConnectPatience) + " in milliseconds");
        Check((long)ConnectTimeout.TotalMilliseconds, 100, 60_000, nameof(ConnectTimeout) + " in milliseconds");
        Check(MaximumPacketSize, 128, MqttFrameReader.LargestPacket, nameof(MaximumPacketSize));
        Check(MaximumPayload, 0, VariableByteInteger.Largest, nameof(MaximumPayload));
        Check(ReceiveMaximum, 1, ushort.MaxValue, nameof(ReceiveMaximum));
        Check(TopicAliasMaximum, 0, ushort.MaxValue, nameof(TopicAliasMaximum));
        Check(OutgoingTopicAliases, 0, ushort.MaxValue, nameof(OutgoingTopicAliases));
        Check(MaxInFlight, 1, ushort.MaxValue, nameof(MaxInFlight));
        Check(MaxQueuedMessages, 1, 1_000_000, nameof(MaxQueuedMessages));
        Check(MaxSubscriptionsPerSession, 1, 1_000_000, nameof(MaxSubscriptionsPerSession));
        Check(MaxRetainedMessages, 0, 10_000_000, nameof(MaxRetainedMessages));
        Check(MaxSessions, 1, 10_000_000, nameof(MaxSessions));
        Check(MaximumKeepAlive, 0, ushort.MaxValue, nameof(MaximumKeepAlive));
        if (faults.Count > 0) throw new ArgumentException(string.Join(" ", faults));

        void Check(long value, long least, long most, string name)
        {
            if (value < least || value > most) faults.Add($"{name} is {value}; it must be {least:N0} to {most:N0}.");
        }
    }
}
