using System.Net;
using System.Net.Sockets;
using System.Text;
using OpsCenter.Benchmarks.Peers;

namespace OpsCenter.Benchmarks.Screens;

/// <summary>Screens that read 1 KB a second each, with the smallest buffer that the kernel gives.</summary>
internal sealed class SlowScreens : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Socket> _sockets = [];
    private Task _reading = Task.CompletedTask;

    internal static async Task<SlowScreens> OpenAsync(OpsCenterPeer server, int count, string detail)
    {
        var slow = new SlowScreens();
        for (int n = 0; n < count; n++) slow._sockets.Add(await OpenOneAsync(server, detail));
        slow._reading = slow.ReadAsync();
        return slow;
    }

    /// <summary>That none was cut: they answer no ping, so the server ends them after 25 s, and what is measured after that measures nothing.</summary>
    internal void MustStand()
    {
        int ended = _sockets.Count(socket => socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);
        if (ended > 0) throw new InvalidOperationException($"{ended} of {_sockets.Count} slow screens were cut before they were measured.");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        foreach (var socket in _sockets) socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReadAsync()
    {
        byte[] bytes = new byte[1024];
        while (!_stop.IsCancellationRequested)
        {
            foreach (var socket in _sockets)
                if (socket.Available > 0) socket.Receive(bytes);
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static async Task<Socket> OpenOneAsync(OpsCenterPeer server, string detail)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 2048 };
        await socket.ConnectAsync(IPAddress.Loopback, server.HttpPort);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET {server.HubPath} HTTP/1.1\r\nHost: 127.0.0.1:{server.HttpPort}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"));
        await socket.ReceiveAsync(new byte[1024]);
        foreach (string message in (string[])["{\"protocol\":\"json\",\"version\":1}\u001e", $$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{ShippedCity.Code}}","{{detail}}"]}""" + "\u001e"])
            await socket.SendAsync((byte[])[0x81, (byte)(0x80 | message.Length), 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(message)]); // masked with zeros; both are shorter than 126
        return socket;
    }
}
