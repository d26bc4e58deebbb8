using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>FT-16: says broken things to a real server from many connections at once, while somebody who says nothing wrong is timed.</summary>
/// <param name="server">The server.</param>
/// <param name="packets">How many packets.</param>
/// <param name="seed">Draws everything.</param>
internal sealed class FuzzTrial(ServerProcess server, int packets, int seed)
{
    private const int Workers = 12;
    private const int KiosksPerWorker = 40;
    private const int FirstKiosk = 100; // those before belong to others
    private readonly List<string> _unclosed = [];
    private readonly List<double> _ends = [];
    private readonly List<(long From, long To)> _pings = [];
    private readonly Lock _gate = new();
    private long _sent;
    private long _connections;
    private long _before;
    private (long From, long To) _collected = (long.MaxValue, long.MaxValue); // the test's own asking for memory, which collects all garbage at once

    /// <summary>Whom it says them to; default the server.</summary>
    internal int Port { get; init; } = server.MqttPort;

    /// <summary>How long an answer or an end may take; default 20 s.</summary>
    internal TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Done once the server's memory was taken for the first time, which the last is compared with; nothing, except in a negative control.</summary>
    internal Action WhenWeighed { get; init; } = () => { };

    internal async Task<FuzzVerdict> RunAsync()
    {
        using var over = new CancellationTokenSource();
        BackDoor.Ask(server.Start.FolderOutside, "watch");
        long beganAt = Stopwatch.GetTimestamp();
        var pinging = Task.Factory.StartNew(() => Ping(over.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            await Task.WhenAll(Enumerable.Range(0, Workers).Select(WorkAsync));
        }
        catch (SocketException)
        {
            // Nobody listens any more: told as an exit, once the system says so too.
            await server.EndsAsync(Patience); // with all that it said
        }
        await over.CancelAsync();
        await pinging;
        _ends.Sort();
        var stalls = server.IsRunning ? Stall.Read(BackDoor.Ask(server.Start.FolderOutside, "stalls")).Where(stall => stall.At > _collected.To || stall.At < _collected.From - Stopwatch.Frequency).ToList() : [];
        _pings.RemoveAll(ping => ping.To > _collected.From && ping.From < _collected.To);
        return new FuzzVerdict
        {
            Packets = _sent,
            Connections = _connections,
            Exits = server.IsRunning ? 0 : 1,
            Unhandled = FuzzVerdict.UnhandledIn(server.Output),
            Unclosed = _unclosed,
            GrownBytes = server.IsRunning ? KeptBytes() - _before : 0,
            Ends = _ends,
            Pings = [.. _pings.Select(ping => Stopwatch.GetElapsedTime(ping.From, ping.To).TotalMilliseconds).Order()],
            OwnPings = [.. _pings.Select(ping => Stopwatch.GetElapsedTime(ping.From, ping.To).TotalMilliseconds - Stall.AsleepWithin(stalls, ping.From, ping.To)).Order()],
            Stalls = stalls,
            BeganAt = beganAt,
        };
    }

    private async Task WorkAsync(int worker)
    {
        var random = new Random(seed + worker);
        byte[] scratch = new byte[8_192];
        var kiosks = server.Credentials.Kiosks.Skip(FirstKiosk + worker * KiosksPerWorker).Take(KiosksPerWorker).ToArray();
        Attack[] attacks = [.. KnownAttacks.All(kiosks[0])];
        while (Interlocked.Read(ref _sent) < packets)
        {
            var (bytes, count) = Talk(random, kiosks[random.Next(kiosks.Length)], attacks);
            using var socket = await Dial.OpenAsync(Port);
            // Some of it comes in halves, and some connections are gone before anybody looks.
            int cut = random.Next(4) == 0 ? random.Next(bytes.Length) : bytes.Length;
            bool isHeard = await Dial.TrySendAsync(socket, bytes.AsMemory(0, cut)) && (cut == bytes.Length || await Dial.TrySendAsync(socket, bytes.AsMemory(cut)));
            long saidAt = Stopwatch.GetTimestamp();
            Note(count);
            if (random.Next(40) == 0) continue;
            if (isHeard && socket.Connected) TryEnd(socket);
            if (!await Dial.IsEndedAsync(socket, scratch, Patience)) Tell($"seed {seed}, worker {worker}: {Convert.ToHexString(bytes)[..Math.Min(400, bytes.Length * 2)]}");
            lock (_gate) _ends.Add(Stopwatch.GetElapsedTime(saidAt).TotalMilliseconds);
        }
    }

    /// <summary>One in eight is a stranger. The others sign in, say what is in order with bodies that are not, and end with what is broken.</summary>
    private static (byte[] Bytes, int Packets) Talk(Random random, KioskCredential kiosk, Attack[] attacks)
    {
        bool isV5 = random.Next(2) == 0;
        if (random.Next(8) == 0) return (Broken(random, isV5, kiosk, attacks), 1);
        List<byte> said = [.. Wire.Connect(isV5, kiosk.Kiosk, kiosk.Secret)];
        int inOrder = random.Next(1, 30);
        for (int id = 1; id <= inOrder; id++)
        {
            string channel = random.Next(10) switch { 0 => "state", 1 => "ask", _ => "up" };
            said.AddRange(random.Next(12) == 0 ? Wire.Hex("C000") : Wire.Publish(isV5, kiosk.Topic(channel), Seeds.Payload(random), random.Next(4) switch { 0 => 0, 1 => 2, _ => 1 }, id));
        }
        int broken = random.Next(1, 4);
        for (int i = 0; i < broken; i++) said.AddRange(Broken(random, isV5, kiosk, attacks));
        return ([.. said], 1 + inOrder + 1); // what comes after the first broken one may never be read
    }

    private static byte[] Broken(Random random, bool isV5, KioskCredential kiosk, Attack[] attacks) => random.Next(3) switch
    {
        0 => attacks[random.Next(attacks.Length)].Bytes,
        1 => Seeds.Mutate(random, attacks[random.Next(attacks.Length)].Bytes, 2),
        _ => Seeds.Mutate(random, Seeds.Packet(random, isV5, kiosk), 4),
    };

    // A thread and a socket of its own: what is late in this process's own pool is nobody's packet.
    private void Ping(CancellationToken over)
    {
        try
        {
            var kiosk = server.Credentials.Kiosks[FirstKiosk - 1];
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, ReceiveTimeout = (int)Patience.TotalMilliseconds };
            socket.Connect(IPAddress.Loopback, Port);
            byte[] answer = new byte[4];
            socket.Send(Wire.Connect(isV5: false, kiosk.Kiosk, kiosk.Secret));
            Assert.Equal(4, socket.Receive(answer));
            while (!over.IsCancellationRequested)
            {
                long askedAt = Stopwatch.GetTimestamp();
                socket.Send([0xC0, 0x00]);
                Assert.Equal((2, 0xD0), (socket.Receive(answer), answer[0]));
                _pings.Add((askedAt, Stopwatch.GetTimestamp()));
                over.WaitHandle.WaitOne(5);
            }
        }
        catch (Exception gone) when (gone is SocketException or Xunit.Sdk.XunitException)
        {
            Tell($"who says nothing wrong was not answered: {gone.Message}");
        }
    }

    private void Note(int count)
    {
        Interlocked.Increment(ref _connections);
        long now = Interlocked.Add(ref _sent, count);
        if (now >= packets / 10 && Interlocked.CompareExchange(ref _before, 1, 0) == 0) TakeBefore();
    }

    private void TakeBefore()
    {
        long from = Stopwatch.GetTimestamp();
        _before = KeptBytes();
        _collected = (from, Stopwatch.GetTimestamp());
        WhenWeighed();
    }

    /// <summary>What the process holds once its garbage is gone: how much garbage it lets lie is the collector's own affair.</summary>
    private long KeptBytes()
    {
        _ = server.LiveBytes;
        return server.ResidentBytes;
    }

    private void Tell(string what)
    {
        lock (_gate) _unclosed.Add(what);
    }

    private static void TryEnd(Socket socket)
    {
        try
        {
            socket.Shutdown(SocketShutdown.Send);
        }
        catch (SocketException)
        {
            // The server was first.
        }
    }
}
