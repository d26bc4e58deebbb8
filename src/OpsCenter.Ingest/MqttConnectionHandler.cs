using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using OpsCenter.Mqtt.Broker;

namespace OpsCenter.Ingest;

/// <summary>Kestrel's connections → the broker's pipes. Admission comes before a byte is read.</summary>
internal sealed class MqttConnectionHandler(MqttBroker broker, TimeProvider time) : ConnectionHandler
{
    public override async Task OnConnectedAsync(ConnectionContext connection)
    {
        var certificate = connection.Features.Get<ITlsConnectionFeature>()?.ClientCertificate;
        string? name = certificate?.GetNameInfo(System.Security.Cryptography.X509Certificates.X509NameType.SimpleName, forIssuer: false);
        var peer = new BrokerPeer(connection.RemoteEndPoint as IPEndPoint, name);
        if (!broker.TryAdmit(peer, out var lease))
        {
            connection.Abort();
            return;
        }
        var transport = new LingeringTransport(connection.Transport);
        await broker.ServeAsync(transport, lease, connection.ConnectionClosed);
        await transport.CloseAsync(time);
    }
}
