using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>A screen without a picture: it watches a scope over the hub and keeps what each frame says of its age and version.</summary>
internal sealed class HubScreen : IAsyncDisposable
{
    private const byte RecordSeparator = 0x1E;

    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _ending = new();
    private readonly Lock _gate = new();
    private readonly List<double> _ages = [];
    private Task _listening = Task.CompletedTask;
    private long _version = -1;
    private long _aliveTicks;

    /// <summary>The version that the frames so far lead to; −1 before the first.</summary>
    internal long Version => Volatile.Read(ref _version);

    /// <summary>The newest sign of life that any frame bore.</summary>
    internal DateTimeOffset LastAlive => new(Volatile.Read(ref _aliveTicks), TimeSpan.Zero);

    /// <summary>How many bytes came.</summary>
    internal long Received { get; private set; }

    /// <summary>Whether the server has ended the connection, or it broke.</summary>
    internal bool IsEnded => _listening.IsCompleted;

    /// <summary>Watches through a port: the server's own, or that of a wire before it.</summary>
    internal static async Task<HubScreen> WatchAsync(ServerProcess server, int port, string scope, string detail)
    {
        var screen = new HubScreen();
        await screen._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{port}/hub/live?access_token={server.Credentials.WallToken}"), CancellationToken.None);
        await screen.SendAsync("""{"protocol":"json","version":1}""");
        await screen.SendAsync($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{scope}}","{{detail}}"]}""");
        screen._listening = screen.ListenAsync();
        return screen;
    }

    /// <summary>How old frames were when they came, in milliseconds, sorted; and begins anew.</summary>
    internal double[] TakeAges()
    {
        lock (_gate)
        {
            double[] ages = [.. _ages.Order()];
            _ages.Clear();
            return ages;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening;
        _socket.Dispose();
        _ending.Dispose();
    }

    private Task SendAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + (char)RecordSeparator), WebSocketMessageType.Text, true, CancellationToken.None);

    private async Task ListenAsync()
    {
        byte[] buffer = new byte[1024 * 1024];
        int filled = 0;
        try
        {
            while (true)
            {
                if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
                var read = await _socket.ReceiveAsync(buffer.AsMemory(filled), _ending.Token);
                if (read.MessageType is WebSocketMessageType.Close) return;
                Received += read.Count;
                filled += read.Count;
                int from = 0;
                for (int end; (end = buffer.AsSpan(from, filled - from).IndexOf(RecordSeparator)) >= 0; from += end + 1) Hear(buffer.AsSpan(from, end));
                buffer.AsSpan(from, filled - from).CopyTo(buffer);
                filled -= from;
            }
        }
        catch (Exception ended) when (ended is WebSocketException or OperationCanceledException)
        {
            // Cut, or over.
        }
    }

    private void Hear(ReadOnlySpan<byte> message)
    {
        if (message.IndexOf("\"item\":"u8) < 0) return;
        if (Field(message, "\"version\":"u8, (byte)',') is { Length: > 0 } version && message.IndexOf("\"kind\":\"beat\""u8) < 0 && IsWhole(message))
            Volatile.Write(ref _version, long.Parse(version, CultureInfo.InvariantCulture));
        if (Field(message, "\"at\":\""u8, (byte)'"') is not { Length: > 0 } at) return;
        var alive = DateTimeOffset.Parse(at, CultureInfo.InvariantCulture);
        Volatile.Write(ref _aliveTicks, Math.Max(_aliveTicks, alive.UtcTicks));
        lock (_gate) _ages.Add((TimeProvider.System.GetUtcNow() - alive).TotalMilliseconds);
    }

    /// <summary>A snapshot in parts leads to its version with its last part.</summary>
    private static bool IsWhole(ReadOnlySpan<byte> message) => Field(message, "\"part\":"u8, (byte)',') == Field(message, "\"of\":"u8, (byte)',');

    private static string Field(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name, byte until)
    {
        int at = message.IndexOf(name);
        if (at < 0) return "";
        var rest = message[(at + name.Length)..];
        int end = rest.IndexOfAny(until, (byte)'}');
        return end < 0 ? "" : Encoding.ASCII.GetString(rest[..end]);
    }
}
