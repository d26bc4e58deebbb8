using System.Net;
using System.Net.Sockets;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>The wire between clients and a server, with the faults of wires: it loses packets, is slow, is late, goes silent, breaks.</summary>
/// <remarks>Faults hold from the moment they are set, for connections that stand too. The bytes that wait on it are few: both its sockets have small buffers.</remarks>
internal sealed class FaultyLine : IAsyncDisposable
{
    private const int SmallBuffer = 4 * 1024;

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly HashSet<Socket> _ends = [];
    private readonly Lock _gate = new();
    private readonly int _server;
    private readonly Task _accepting;
    private int _taken;

    /// <summary>A sound wire to a port of this machine.</summary>
    internal FaultyLine(int server)
    {
        _server = server;
        _listener.Start(512);
        _accepting = AcceptAsync();
    }

    /// <summary>Where clients dial.</summary>
    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>What comes down from the server, a second and connection; 0 (the default): as fast as it goes.</summary>
    internal int BytesPerSecond { get; set; }

    /// <summary>How late everything is, one way.</summary>
    internal TimeSpan Delay { get; set; }

    /// <summary>Nothing passes, either way, and nobody is told: no end, no reset. Who closes is not heard by the other.</summary>
    internal bool IsBlackHole { get; set; }

    /// <summary>Makes what loses packets on the way down, one for each connection, by its number; null (the default): nothing is lost.</summary>
    internal Func<int, PacketSieve>? Sieve { get; init; }

    /// <summary>Connections that were ever made.</summary>
    internal int Taken => Volatile.Read(ref _taken);

    /// <summary>Breaks every connection with a reset at both ends; new ones are taken.</summary>
    internal void Cut()
    {
        Socket[] ends;
        lock (_gate) ends = [.. _ends];
        foreach (var end in ends) Break(end);
    }

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        Cut();
        await _accepting;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        List<Task> carrying = [];
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_ending.Token);
                carrying.RemoveAll(task => task.IsCompleted);
                carrying.Add(CarryAsync(client, Interlocked.Increment(ref _taken) - 1));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(carrying);
        }
    }

    private async Task CarryAsync(Socket client, int number)
    {
        client.NoDelay = true;
        client.SendBufferSize = SmallBuffer;
        using var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveBufferSize = SmallBuffer };
        using (client)
        {
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _server, _ending.Token);
            }
            catch (Exception gone) when (IsEnd(gone))
            {
                Break(client); // as a server that is not there is told
                return;
            }
            lock (_gate) _ends.UnionWith([client, server]);
            await Task.WhenAll(PassAsync(client, server, null), PassAsync(server, client, Sieve?.Invoke(number)));
            lock (_gate) _ends.ExceptWith([client, server]);
        }
    }

    private async Task PassAsync(Socket from, Socket to, PacketSieve? sieve)
    {
        byte[] buffer = new byte[SmallBuffer];
        bool isDown = to.LocalEndPoint is IPEndPoint { Port: var port } && port == Port;
        try
        {
            while (true)
            {
                int most = isDown && BytesPerSecond > 0 ? Math.Clamp(BytesPerSecond / 10, 1, buffer.Length) : buffer.Length;
                int read = await from.ReceiveAsync(buffer.AsMemory(0, most), _ending.Token);
                if (IsBlackHole && read > 0) continue;
                if (IsBlackHole) return; // its end goes nowhere
                if (read == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }
                if (Delay > TimeSpan.Zero) await Task.Delay(Delay, _ending.Token);
                if (isDown && BytesPerSecond > 0) await Task.Delay(TimeSpan.FromSeconds((double)read / BytesPerSecond), _ending.Token);
                if (IsBlackHole) continue;
                ReadOnlyMemory<byte> passes = buffer.AsMemory(0, read);
                if (sieve is not null) passes = sieve.Pass(passes.Span);
                if (!passes.IsEmpty) await to.SendAsync(passes, _ending.Token);
            }
        }
        catch (Exception gone) when (IsEnd(gone))
        {
            if (!IsBlackHole) Break(to);
        }
    }

    private static void Break(Socket end)
    {
        try
        {
            end.LingerState = new LingerOption(true, 0);
            end.Close();
        }
        catch (Exception gone) when (IsEnd(gone))
        {
            // It went by itself.
        }
    }

    private static bool IsEnd(Exception failure) => failure is SocketException or ObjectDisposedException or OperationCanceledException;
}
