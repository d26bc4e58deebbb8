using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Testing;

namespace OpsCenter.Faults.Tests.Testing;

/// <summary>A kiosk whose packet ids are the numbers of its taps, so that a PUBACK on the wire says by itself which tap it promises. It keeps the bytes of every tap, to send them again.</summary>
internal sealed class NumberedKiosk(KioskCredential kiosk) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<long, byte[]> _taps = [];
    private readonly ConcurrentDictionary<long, long> _acked = [];
    private readonly ConcurrentDictionary<long, long> _pressed = [];
    private TcpClient _tcp = new();

    internal KioskCredential Kiosk => kiosk;

    /// <summary>Its end of the connection, by which a trace of the server knows it.</summary>
    internal int LocalPort { get; private set; }

    internal long Attempted => _taps.Count;

    /// <summary>The taps acknowledged so far, each with the moment of its first PUBACK (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    internal IReadOnlyDictionary<long, long> Acked => _acked;

    /// <summary>Every tap so far, each with the moment at which it was made (<see cref="Stopwatch.GetTimestamp"/>).</summary>
    internal IReadOnlyDictionary<long, long> Pressed => _pressed;

    internal async Task ConnectAsync(int port)
    {
        _tcp.Dispose();
        _tcp = new TcpClient { NoDelay = true };
        await _tcp.ConnectAsync(IPAddress.Loopback, port);
        LocalPort = ((IPEndPoint)_tcp.Client.LocalEndPoint!).Port;
        await SendAsync(new ConnectPacket(ProtocolVersion.V311, kiosk.Kiosk) { UserName = kiosk.Kiosk, Password = TapJson.Bytes(kiosk.Secret), KeepAlive = 60 });
        byte[] answer = await _tcp.GetStream().ReadPacketAsync();
        Assert.True(answer is [0x20, _, _, 0], $"{kiosk.Kiosk} was not let in.");
    }

    /// <summary>Makes taps and sends them together; false when the connection ended before all were acknowledged.</summary>
    internal Task<bool> PressAsync(int count)
    {
        long next = _taps.Count + 1;
        for (long seq = next; seq < next + count; seq++)
        {
            _pressed[seq] = Stopwatch.GetTimestamp();
            _taps[seq] = seq % 10 == 0 ? TapJson.WithCard(kiosk.Kiosk, seq) : TapJson.WalkIn(seq);
        }
        return SendAgainAsync(next);
    }

    /// <summary>Sends the same bytes of taps again, from a number on, at most 50 on their way.</summary>
    internal async Task<bool> SendAgainAsync(long from = 1)
    {
        try
        {
            foreach (long[] some in _taps.Keys.Where(seq => seq >= from).Order().Chunk(50))
            {
                await _tcp.GetStream().WriteAsync(some.SelectMany(seq => Encode(new PublishPacket(kiosk.Topic("up"), _taps[seq], QoS.AtLeastOnce, (ushort)seq))).ToArray());
                var waiting = some.ToHashSet();
                while (waiting.Count > 0)
                {
                    byte[] answer = await _tcp.GetStream().ReadPacketAsync();
                    if (answer is not [0x40, 0x02, var high, var low]) return false;
                    if (waiting.Remove(high << 8 | low)) _acked.TryAdd(high << 8 | low, Stopwatch.GetTimestamp());
                }
            }
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException or InvalidOperationException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync()
    {
        _tcp.Dispose();
        return default;
    }

    private async Task SendAsync(MqttPacket packet) => await _tcp.GetStream().WriteAsync(Encode(packet));

    private static byte[] Encode(MqttPacket packet)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>();
        packet.Write(buffer, ProtocolVersion.V311);
        return buffer.WrittenSpan.ToArray();
    }
}
