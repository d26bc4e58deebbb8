using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>The host's handle of one client's connection. Safe from any thread; after the end every call is harmless.</summary>
public sealed class MqttSession
{
    private readonly BrokerConnection _connection;

    internal MqttSession(BrokerConnection connection, ConnectRequest request) => (_connection, Request) = (connection, request);

    /// <summary>What the client's CONNECT said. The password is cleared once it is judged.</summary>
    public ConnectRequest Request { get; }

    /// <summary>The client's identifier; two connected sessions never share it.</summary>
    public string ClientId => Request.ClientId;

    /// <summary>What the client speaks.</summary>
    public ProtocolVersion Version => Request.Version;

    /// <summary>Whatever the host keeps with this connection. First the value of <see cref="ConnectVerdict.Accept"/>.</summary>
    public object? State { get; set; }

    /// <summary>False from the moment that its end has begun.</summary>
    public bool IsConnected => _connection.IsConnected;

    /// <summary>Messages of this session that are not yet answered; at most <see cref="BrokerOptions.ReceiveMaximum"/> of QoS 1 and 2.</summary>
    public int Unanswered => _connection.Unanswered;

    /// <summary>Whether the client has subscribed with exactly this filter, now or in the session that it resumed.</summary>
    public bool IsSubscribed(string filter) => _connection.IsSubscribed(filter);

    /// <summary>Sends a message to this client alone, whatever it subscribes to.</summary>
    /// <returns>False: dropped, as the session has ended or its queue is full.</returns>
    /// <exception cref="ArgumentException">The topic is no topic name.</exception>
    public bool Publish(MqttMessage message) => _connection.PublishTo(message);

    /// <summary>Stops reading: the client feels it as back-pressure. The keep alive is not judged meanwhile.</summary>
    public void PauseReading() => _connection.Pause();

    /// <summary>Reads on.</summary>
    public void ResumeReading() => _connection.Resume();

    /// <summary>Ends the connection: DISCONNECT with this reason in 5.0, a plain close in 3.1.1. The will is published.</summary>
    public void End(ReasonCode reason) => _connection.End(reason);

    /// <summary>Client id and version.</summary>
    public override string ToString() => $"{ClientId} ({Version})";
}
