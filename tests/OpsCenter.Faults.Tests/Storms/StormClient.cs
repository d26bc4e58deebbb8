using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using OpsCenter.Faults.Tests.Fuzzing;

namespace OpsCenter.Faults.Tests.Storms;

/// <summary>One device of a storm: a socket and nothing else. It comes back with full jitter, as the kiosk's link does: before attempt n it waits 0 to 2ⁿ⁻¹ s, 60 s at most.</summary>
/// <param name="id">Its client id.</param>
/// <param name="user">Its user name.</param>
/// <param name="secret">Its password.</param>
/// <param name="jitter">Draws its waits.</param>
internal sealed class StormClient(string id, string user, string secret, Random jitter) : IDisposable
{
    private const double Longest = 60;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private Socket? _socket;

    /// <summary>Attempts of the newest coming back.</summary>
    internal int Attempts { get; private set; }

    /// <summary>From the dialling that succeeded to CONNACK.</summary>
    internal TimeSpan Answered { get; private set; }

    /// <summary>When CONNACK came.</summary>
    internal long AnsweredAt { get; private set; }

    /// <summary>Waits until the server ends what stands, then comes again and again until it is let in.</summary>
    internal async Task ComeBackAsync(int port, CancellationToken cancellationToken)
    {
        byte[] scratch = new byte[64];
        try
        {
            if (_socket is { } standing && await standing.ReceiveAsync(scratch, cancellationToken) > 0) Assert.Fail("The server said something to a client that asked for nothing.");
        }
        catch (SocketException)
        {
            // It went.
        }
        _socket?.Dispose();
        await ComeAsync(port, cancellationToken);
    }

    internal Task LeaveAndComeAsync(int port, CancellationToken cancellationToken)
    {
        _socket?.Dispose();
        return ComeAsync(port, cancellationToken);
    }

    private async Task ComeAsync(int port, CancellationToken cancellationToken)
    {
        for (Attempts = 1; ; Attempts++)
        {
            await Task.Delay(TimeSpan.FromSeconds(jitter.NextDouble() * Math.Min(Longest, Math.Pow(2, Attempts - 1))), cancellationToken);
            if (await TryComeAsync(port, cancellationToken)) return;
        }
    }

    /// <summary>One attempt.</summary>
    internal async Task<bool> TryComeAsync(int port, CancellationToken cancellationToken)
    {
        long began = Stopwatch.GetTimestamp();
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { LingerState = new LingerOption(true, 0) };
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        late.CancelAfter(Patience);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port, late.Token);
            await socket.SendAsync(Wire.Packet(0x10, Wire.Text("MQTT"), [4, 0xC2], Wire.Two(600), Wire.Text(id), Wire.Text(user), Wire.Text(secret)), late.Token);
            byte[] answer = new byte[4];
            if (await socket.ReceiveAsync(answer, late.Token) == 4 && answer is [0x20, 0x02, _, 0x00])
            {
                _socket = socket;
                (Answered, AnsweredAt) = (Stopwatch.GetElapsedTime(began), Stopwatch.GetTimestamp());
                return true;
            }
        }
        catch (Exception refused) when (refused is SocketException || (refused is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // Nobody there, or turned away, or too slow: later.
        }
        socket.Dispose();
        return false;
    }

    public void Dispose() => _socket?.Dispose();
}
