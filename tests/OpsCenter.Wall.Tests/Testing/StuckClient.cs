using System.Net;
using System.Net.Sockets;
using System.Text;

namespace OpsCenter.Wall.Tests.Testing;

/// <summary>A screen that asks for streams and then reads nothing more, with the smallest receive buffer the system gives: a stopped browser.</summary>
public sealed class StuckClient : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 1 };

    /// <summary>Connects, shakes hands and asks for one stream; reads the answer to the upgrade and nothing after it.</summary>
    public static async Task<StuckClient> WatchAsync(Uri server, string token, string scope, string detail, CancellationToken cancellationToken)
    {
        var client = new StuckClient();
        await client._socket.ConnectAsync(IPAddress.Loopback, server.Port, cancellationToken);
        await client.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hub/live?access_token={token} HTTP/1.1\r\nHost: {server.Authority}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n" +
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"), cancellationToken);
        byte[] answer = new byte[16];
        int read = await client._socket.ReceiveAsync(answer, cancellationToken);
        Assert.StartsWith("HTTP/1.1 101", Encoding.ASCII.GetString(answer, 0, read), StringComparison.Ordinal);
        await client.SendAsync(Masked("{\"protocol\":\"json\",\"version\":1}\u001e"), cancellationToken);
        await client.SendAsync(Masked($"{{\"type\":4,\"invocationId\":\"1\",\"target\":\"Watch\",\"arguments\":[\"{scope}\",\"{detail}\"]}}\u001e"), cancellationToken);
        return client;
    }

    /// <summary>Says that it lives, as a browser's client does while its page is stuck.</summary>
    public Task PingAsync(CancellationToken cancellationToken) => SendAsync(Masked("{\"type\":6}\u001e"), cancellationToken);

    public void Dispose() => _socket.Dispose();

    private async Task SendAsync(byte[] bytes, CancellationToken cancellationToken) => await _socket.SendAsync(bytes, cancellationToken);

    /* RFC 6455 §5.2   FIN + text | MASK + length (up to 125, else 126 and two bytes) | mask of zeros: the payload as it is */
    private static byte[] Masked(string text)
    {
        byte[] payload = Encoding.UTF8.GetBytes(text);
        byte[] length = payload.Length < 126 ? [(byte)(0x80 | payload.Length)] : [0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length];
        return [0x81, .. length, 0, 0, 0, 0, .. payload];
    }
}
