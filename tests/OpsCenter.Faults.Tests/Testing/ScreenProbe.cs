using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>A screen of bytes: it watches the city over the hub's own wire and remembers what it is told of the server's health, and when.</summary>
internal sealed class ScreenProbe : IAsyncDisposable
{
    private const char End = '\u001e'; // of each message of the hub's JSON protocol
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _ending = new();
    private Task _listening = Task.CompletedTask;
    private volatile string _health = "";

    private ScreenProbe()
    {
    }

    /// <summary>The health that the newest frame told.</summary>
    internal string Health => _health;

    internal static async Task<ScreenProbe> WatchAsync(ServerProcess server)
    {
        var probe = new ScreenProbe();
        probe._socket.Options.SetRequestHeader("Authorization", $"Bearer {server.Credentials.WallToken}");
        await probe._socket.ConnectAsync(new Uri($"ws://127.0.0.1:{server.HttpPort}/hub/live"), probe._ending.Token);
        await probe.SendAsync("""{"protocol":"json","version":1}""");
        await probe.SendAsync($$"""{"type":4,"invocationId":"1","target":"Watch","arguments":["{{Credentials.City}}","self"]}""");
        probe._listening = probe.ListenAsync();
        await Eventually.TrueAsync("a screen gets a frame", TimeSpan.FromSeconds(20), () => Task.FromResult(probe.Health.Length > 0));
        return probe;
    }

    /// <summary>Waits until a frame says so; how long it took from a moment on.</summary>
    internal async Task<TimeSpan> SaysAsync(string health, long since, TimeSpan patience)
    {
        await Eventually.TrueAsync($"screens are told '{health}'", patience, () => Task.FromResult(_health == health));
        return Stopwatch.GetElapsedTime(since);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _listening.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _socket.Dispose();
        _ending.Dispose();
    }

    private Task SendAsync(string message) => _socket.SendAsync(Encoding.UTF8.GetBytes(message + End), WebSocketMessageType.Text, endOfMessage: true, _ending.Token);

    private async Task ListenAsync()
    {
        var buffer = new byte[64 * 1024];
        var text = new StringBuilder();
        while (_socket.State == WebSocketState.Open)
        {
            var read = await _socket.ReceiveAsync(buffer.AsMemory(), _ending.Token);
            text.Append(Encoding.UTF8.GetString(buffer, 0, read.Count));
            string[] messages = text.ToString().Split(End);
            foreach (string message in messages[..^1]) Hear(message);
            text.Clear().Append(messages[^1]);
        }
    }

    private void Hear(string message)
    {
        using var json = JsonDocument.Parse(message);
        if (json.RootElement.TryGetProperty("item", out var frame) && frame.TryGetProperty("health", out var health)) _health = health.GetString()!;
    }
}
