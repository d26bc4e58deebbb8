using System.Net;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>What a client claims in its CONNECT, and what the transport knows of it.</summary>
/// <param name="ClientId">Never empty: the broker has chosen one where the client left it out.</param>
/// <param name="Version">What it speaks.</param>
/// <param name="Peer">Where it comes from.</param>
public sealed record ConnectRequest(string ClientId, ProtocolVersion Version, BrokerPeer Peer)
{
    /// <summary>True: the broker chose the client id.</summary>
    public bool IsClientIdAssigned { get; init; }

    /// <summary>Null: none was sent.</summary>
    public string? UserName { get; init; }

    /// <summary>Null: none was sent. Any bytes.</summary>
    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>True: the client wants no earlier session.</summary>
    public bool CleanStart { get; init; }

    /// <summary>Seconds, as the client asked; 0: none.</summary>
    public ushort KeepAlive { get; init; }

    /// <summary>Null: none. Its topic is judged here, or when it is due, by <see cref="IBrokerPolicy.Publish"/>.</summary>
    public WillMessage? Will { get; init; }

    /// <summary>All of CONNECT's properties (5.0).</summary>
    public MqttProperties Properties { get; init; } = MqttProperties.None;
}

/// <summary>The other end of a transport, as its listener knows it.</summary>
/// <param name="Address">Null: not a network, e.g. a pipe in memory.</param>
/// <param name="CertificateName">The CN of the client certificate that the listener has verified; null: none.</param>
public sealed record BrokerPeer(IPEndPoint? Address, string? CertificateName)
{
    /// <summary>A peer of which nothing is known.</summary>
    public static BrokerPeer Unknown { get; } = new(null, null);
}
