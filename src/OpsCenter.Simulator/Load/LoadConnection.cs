using System.Buffers;
using System.Buffers.Binary;
using System.Net.Sockets;
using System.Text;
using OpsCenter.KioskProtocol.Topics;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Simulator.City;

namespace OpsCenter.Simulator.Load;

/// <summary>One kiosk under load: keeps its window full, counts what is acknowledged, and after a lost connection sends again what was not.</summary>
internal sealed class LoadConnection(SimulatedKiosk kiosk, string cell, string outbox, LoadOptions options, long taps)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(200);
    private readonly TapFrame _frame = new(KioskTopic.Parse($"ops/v1/{cell}/{kiosk.Id}/up").ToString(), outbox);
    private readonly byte[] _out = new byte[Math.Min(options.Window, 200) * TapFrame.MaxBytes];
    private readonly byte[] _in = new byte[32 * 1024];
    private DateTimeOffset _start; // the same tap has the same time, and so the same bytes, when it is sent again
    private long _sent;
    private int _held;

    internal string Kiosk => kiosk.Id.ToString();

    internal string Outbox => outbox;

    /// <summary>The highest number ever sent.</summary>
    internal long Attempted { get; private set; }

    /// <summary>Every number up to it was acknowledged.</summary>
    internal long Acknowledged { get; private set; }

    /// <summary>Connections that were lost or refused.</summary>
    internal int Failures { get; private set; }

    /// <summary>What ended the newest of them; null when there was none.</summary>
    internal string? LastFailure { get; private set; }

    /// <summary>Presses until cancelled, or until all its taps are acknowledged.</summary>
    internal async Task RunAsync(TimeProvider time, CancellationToken cancellationToken)
    {
        _start = time.GetUtcNow();
        while (!cancellationToken.IsCancellationRequested && Acknowledged < taps)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                await socket.ConnectAsync(options.MqttHost, options.MqttPort, cancellationToken);
                await HelloAsync(socket, cancellationToken);
                (_sent, _held) = (Acknowledged, 0);
                while (Acknowledged < taps) await TurnAsync(socket, cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception lost) when (lost is SocketException or IOException)
            {
                (Failures, LastFailure) = (Failures + 1, lost.Message);
                await Task.Delay(Retry, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task HelloAsync(Socket socket, CancellationToken cancellationToken)
    {
        var hello = new ArrayBufferWriter<byte>();
        new ConnectPacket(ProtocolVersion.V311, Kiosk) { UserName = Kiosk, Password = Encoding.UTF8.GetBytes(kiosk.Secret), KeepAlive = 60 }.Write(hello, ProtocolVersion.V311);
        await socket.SendAsync(hello.WrittenMemory, cancellationToken);
        int read = 0;
        while (read < 4)
        {
            int count = await socket.ReceiveAsync(_in.AsMemory(read, 4 - read), cancellationToken);
            if (count == 0) throw new IOException("The server closed before it answered CONNECT.");
            read += count;
        }
        if (_in[0] != 0x20 || _in[3] != 0) throw new IOException($"The server refused the connection: {_in[3]}.");
    }

    private async Task TurnAsync(Socket socket, CancellationToken cancellationToken)
    {
        int length = Fill();
        for (int done = 0; done < length;) done += await socket.SendAsync(_out.AsMemory(done, length - done), cancellationToken);
        int count = await socket.ReceiveAsync(_in.AsMemory(_held), cancellationToken);
        if (count == 0) throw new IOException("The server closed.");
        await CountAsync(socket, count, cancellationToken);
    }

    private int Fill()
    {
        int length = 0;
        while (_sent - Acknowledged < options.Window && _sent < taps && length + TapFrame.MaxBytes <= _out.Length) length += _frame.Write(_out.AsSpan(length), ++_sent, _start.AddTicks(_sent));
        Attempted = Math.Max(Attempted, _sent);
        return length;
    }

    // PUBACK, §3.4: 40 02 and the identifier. The server keeps the order of arrival, so the next one is the one awaited.
    private async Task CountAsync(Socket socket, int count, CancellationToken cancellationToken)
    {
        var all = _in.AsMemory(0, _held + count);
        while (TryCut(all.Span, out int header, out int length))
        {
            byte first = all.Span[0];
            if (first == 0x40) Count(BinaryPrimitives.ReadUInt16BigEndian(all.Span[header..]));
            else if ((first & 0xF6) == 0x32) await AnswerAsync(socket, all.Slice(header, length), cancellationToken);
            all = all[(header + length)..];
        }
        _held = all.Length;
        all.CopyTo(_in);
    }

    private void Count(ushort id)
    {
        if (id != TapFrame.IdOf(Acknowledged + 1)) throw new IOException("An acknowledgement came out of order.");
        Acknowledged++;
    }

    // A message of the server, QoS 1: acknowledged, or its window fills; what it says is not read.
    private static async Task AnswerAsync(Socket socket, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        int topic = BinaryPrimitives.ReadUInt16BigEndian(body.Span);
        byte[] answer = [0x40, 2, body.Span[2 + topic], body.Span[3 + topic]];
        await socket.SendAsync(answer, cancellationToken);
    }

    // §2.2.3: the length takes one or two bytes in all that a kiosk may get.
    private static bool TryCut(ReadOnlySpan<byte> bytes, out int header, out int length)
    {
        (header, length) = (2, bytes.Length < 2 ? 0 : bytes[1] & 0x7F);
        if (bytes.Length >= 3 && bytes[1] >= 0x80) (header, length) = (3, length + (bytes[2] << 7));
        return bytes.Length >= 2 && (bytes[1] < 0x80 || bytes.Length >= 3) && bytes.Length >= header + length;
    }
}
