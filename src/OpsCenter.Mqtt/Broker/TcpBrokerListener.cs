using System.Net;
using System.Net.Sockets;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Broker;

/// <summary>A plain TCP door for a broker, where no Kestrel is at hand. Every connection is admitted before a byte is read.</summary>
public sealed class TcpBrokerListener : IDisposable
{
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(1);

    /// <summary>The most that is read and forgotten after the end; a client that sends on is reset.</summary>
    private const int LingerBytes = 64 << 10;

    private readonly MqttBroker _broker;
    private readonly Socket _listener;

    /// <summary>Binds and listens.</summary>
    /// <param name="broker">Who is served.</param>
    /// <param name="endPoint">Port 0: a free one, told by <see cref="LocalEndPoint"/>.</param>
    public TcpBrokerListener(MqttBroker broker, IPEndPoint endPoint)
    {
        ArgumentNullException.ThrowIfNull(endPoint);
        _broker = broker;
        _listener = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        _listener.Bind(endPoint);
        _listener.Listen(backlog: 512);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint LocalEndPoint => (IPEndPoint)_listener.LocalEndPoint!;

    /// <summary>Accepts until cancelled; then waits for the connections, which end as by a stop.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var serving = new HashSet<Task>();
        var sweepAt = 64;
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptAsync(cancellationToken);
                socket.NoDelay = true;
                var peer = new BrokerPeer(socket.RemoteEndPoint as IPEndPoint, null);
                if (serving.Count >= sweepAt)
                {
                    serving.RemoveWhere(task => task.IsCompleted);
                    sweepAt = Math.Max(64, serving.Count * 2);
                }
                if (_broker.TryAdmit(peer, out var lease)) serving.Add(ServeAsync(socket, lease, cancellationToken));
                else socket.Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(serving);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private async Task ServeAsync(Socket socket, ConnectionLease lease, CancellationToken cancellationToken)
    {
        using (socket)
        {
            await using var transport = new StreamTransport(new NetworkStream(socket, ownsSocket: false));
            await _broker.ServeAsync(transport, lease, cancellationToken);
            await LingerAsync(socket);
        }
    }

    // A socket closed over unread bytes resets, and the peer would lose the DISCONNECT that says why.
    private async Task LingerAsync(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
            using var patience = new CancellationTokenSource(Linger, _broker.Time);
            var waste = new byte[4096];
            for (int left = LingerBytes, read = 1; read > 0 && left > 0; left -= read) read = await socket.ReceiveAsync(waste, patience.Token);
        }
        catch (Exception gone) when (Transport.IsLoss(gone))
        {
            // The peer has closed too, or will not: nothing more is owed.
        }
    }
}
