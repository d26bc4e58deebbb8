namespace OpsCenter.Mqtt.Broker;

/// <summary>A place in the broker, held by one connection from before its first byte. Dispose gives it back; <see cref="MqttBroker.ServeAsync"/> does so by itself.</summary>
public sealed class ConnectionLease : IDisposable
{
    private readonly Admission _admission;
    private int _isReturned;

    internal ConnectionLease(Admission admission, BrokerPeer peer, TimeSpan wait) => (_admission, Peer, Wait) = (admission, peer, wait);

    /// <summary>Who holds it.</summary>
    public BrokerPeer Peer { get; }

    /// <summary>How long until its turn comes, so that a storm of connections is taken at the broker's pace. Zero: at once.</summary>
    internal TimeSpan Wait { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _isReturned, 1) == 0) _admission.Leave(Peer.Address?.Address);
    }
}
