using System.Net.WebSockets;
using System.Text;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>A screen without a browser: holds the hub's streams that a city wall holds, reads all and draws nothing.</summary>
internal sealed class LightScreen : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private Task _reading = Task.CompletedTask;
    private long _messages;
    private long _bytes;

    internal long Messages => Interlocked.Read(ref _messages);

    internal long Bytes => Interlocked.Read(ref _bytes);

    internal static async Task<LightScreen> ConnectAsync(ServerProcess server, string scope)
    {
        var screen = new LightScreen();
        await screen._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.Http}/hub/live?access_token={server.WallToken}"), screen._stop.Token);
        await screen.SayAsync("""{"protocol":"json","version":1}""");
        await screen.SayAsync($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{scope}}","grids"]}""");
        await screen.SayAsync($$"""{"type":4,"invocationId":"2","target":"Happenings","arguments":["{{scope}}"]}""");
        await screen.SayAsync($$"""{"type":4,"invocationId":"3","target":"Focus","arguments":["{{scope}}"]}""");
        screen._reading = screen.ReadAsync();
        return screen;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _reading;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task SayAsync(string message) => await _socket.SendAsync(Encoding.UTF8.GetBytes(message + '\u001e'), WebSocketMessageType.Text, true, _stop.Token);

    private async Task ReadAsync()
    {
        byte[] buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var read = await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token);
                if (read.MessageType is WebSocketMessageType.Close) return;
                Interlocked.Add(ref _bytes, read.Count);
                // A hub message ends with 0x1E.
                Interlocked.Add(ref _messages, buffer.AsSpan(0, read.Count).Count((byte)0x1E));
            }
        }
        catch (Exception ended) when (ended is OperationCanceledException or WebSocketException)
        {
            // The test is over, or the server went: the count stands still.
        }
    }
}
