namespace OpsCenter.Mqtt.Broker;

/// <summary>A place in the broker, held by one connection from before its first byte. Dispose gives it back; <see cref="MqttBroker.ServeAsync"/> does so by itself.</summary>
public sealed class ConnectionLease : IDisposable
{
    private readonly Admission _admission;
    private int _isReturned;

    internal ConnectionLease(Admission admission, BrokerPeer peer) => (_admission, Peer) = (admission, peer);

    /// <summary>Who holds it.</summary>
    public BrokerPeer Peer { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0) _admission.Leave(Peer.Address?.Address);
    }
}
