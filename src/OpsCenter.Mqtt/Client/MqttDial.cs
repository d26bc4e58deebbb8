using System.Net.Security;
using System.Net.Sockets;

namespace OpsCenter.Mqtt.Client;

/// <summary>Ways to reach a server. Any function of this shape will do: a proxy, a serial line, a pipe in a test.</summary>
/// <param name="cancellationToken">Cancelled when the time for connecting is over.</param>
/// <returns>A fresh stream, which the client then owns.</returns>
public delegate ValueTask<Stream> MqttDial(CancellationToken cancellationToken);

/// <summary>The usual ways.</summary>
public static class MqttDials
{
    /// <summary>Plain TCP.</summary>
    /// <param name="host">A name or address.</param>
    /// <param name="port">1 to 65,535; MQTT's own is 1883.</param>
    public static MqttDial Tcp(string host, int port) => async cancellationToken => await ConnectAsync(host, port, cancellationToken);

    /// <summary>TLS over TCP; the server's certificate is checked as the options say, by default by the system's rules.</summary>
    /// <param name="host">A name or address.</param>
    /// <param name="port">1 to 65,535; MQTT's own is 8883.</param>
    /// <param name="tls">Target host and client certificate among others.</param>
    public static MqttDial Tls(string host, int port, SslClientAuthenticationOptions tls) => async cancellationToken =>
    {
        var stream = new SslStream(await ConnectAsync(host, port, cancellationToken), leaveInnerStreamOpen: false);
        try
        {
            await stream.AuthenticateAsClientAsync(tls, cancellationToken);
            return stream;
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    };

    private static async ValueTask<NetworkStream> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
