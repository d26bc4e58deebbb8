using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OpsCenter.Wall.Tests.Testing;

/// <summary>Speaks the SignalR JSON hub protocol over a WebSocket, without negotiation: text messages that end with 0x1E.</summary>
public sealed class HubClient : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly MemoryStream _received = new();
    private readonly byte[] _buffer = new byte[64 * 1024];

    /// <summary>The bytes of the largest message that came.</summary>
    public int LargestMessage { get; private set; }

    public static async Task<HubClient> ConnectAsync(Uri server, string? token, CancellationToken cancellationToken)
    {
        var client = new HubClient();
        string query = token is null ? "" : $"?access_token={token}";
        await client._socket.ConnectAsync(new Uri($"ws://{server.Authority}/hub/live{query}"), cancellationToken);
        await client.SendAsync("""{"protocol":"json","version":1}""", cancellationToken);
        Assert.Equal("{}", (await client.ReceiveAsync(cancellationToken)).GetRawText());
        return client;
    }

    public Task StreamAsync(string id, string method, CancellationToken cancellationToken, params string[] arguments) =>
        SendAsync(JsonSerializer.Serialize(new { type = 4, invocationId = id, target = method, arguments }), cancellationToken);

    public Task CancelAsync(string id, CancellationToken cancellationToken) =>
        SendAsync(JsonSerializer.Serialize(new { type = 5, invocationId = id }), cancellationToken);

    public Task SendAsync(string message, CancellationToken cancellationToken) =>
        _socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, cancellationToken);

    /// <summary>The next message of a stream: its item, or its completion. Pings are passed over.</summary>
    public async Task<JsonElement> ReceiveOfAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await ReceiveAsync(cancellationToken);
            if (message.TryGetProperty("invocationId", out var of) && of.GetString() == id) return message;
        }
    }

    public async Task<JsonElement> ReceiveAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (TryTakeMessage(out var message)) return message;
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(), cancellationToken);
            if (read.MessageType is WebSocketMessageType.Close) throw new EndOfStreamException("The server closed.");
            _received.Write(_buffer.AsSpan(0, read.Count));
        }
    }

    private bool TryTakeMessage(out JsonElement message)
    {
        var bytes = _received.GetBuffer().AsSpan(0, (int)_received.Length);
        int end = bytes.IndexOf((byte)0x1E);
        message = default;
        if (end < 0) return false;
        LargestMessage = Math.Max(LargestMessage, end);
        using (var json = JsonDocument.Parse(bytes[..end].ToArray())) message = json.RootElement.Clone();
        byte[] rest = bytes[(end + 1)..].ToArray();
        _received.SetLength(0);
        _received.Write(rest);
        return true;
    }

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return _received.DisposeAsync();
    }
}
