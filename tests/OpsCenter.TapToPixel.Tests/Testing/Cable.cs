using System.Net;
using System.Net.Sockets;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>A wire between a browser and a server that can be cut: with a close on both sides, or in silence.</summary>
internal sealed class Cable : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _cut = new();
    private readonly List<TcpClient> _ends = [];
    private readonly Lock _gate = new();

    internal Cable(int server)
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _ = AcceptAsync(server);
    }

    internal int Port { get; }

    /// <param name="silent">Whether both ends stay open: what is sent goes nowhere, and nothing comes.</param>
    internal void Cut(bool silent)
    {
        _cut.Cancel();
        if (!silent) CloseEnds();
    }

    public void Dispose()
    {
        _cut.Cancel();
        CloseEnds();
        _listener.Dispose();
        _cut.Dispose();
    }

    private void CloseEnds()
    {
        lock (_gate)
            foreach (var end in _ends) end.Dispose();
    }

    private async Task AcceptAsync(int server)
    {
        try
        {
            while (true)
            {
                var browser = await _listener.AcceptTcpClientAsync(_cut.Token);
                var there = new TcpClient();
                await there.ConnectAsync(IPAddress.Loopback, server, _cut.Token);
                lock (_gate) _ends.AddRange([browser, there]);
                _ = CarryAsync(browser.GetStream(), there.GetStream(), there);
                _ = CarryAsync(there.GetStream(), browser.GetStream(), browser);
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or SocketException)
        {
            // Cut: connections made from now on stay without an answer.
        }
    }

    private async Task CarryAsync(NetworkStream from, NetworkStream to, TcpClient receiver)
    {
        try
        {
            await from.CopyToAsync(to, _cut.Token);
            receiver.Client.Shutdown(SocketShutdown.Send);
        }
        catch (Exception ended) when (ended is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            // Cut, or one of the two went.
        }
    }
}
