using System.Net;
using System.Net.Sockets;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>One connection that says all it has and listens until the server ends it.</summary>
internal static class Dial
{
    private const int NothingLeft = 0;

    internal static async Task<Socket> OpenAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true, LingerState = new LingerOption(true, 0) };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return socket;
        }
        catch (SocketException)
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>True: the server ended it in time. What it says until then is read and forgotten.</summary>
    internal static async Task<bool> IsEndedAsync(Socket socket, byte[] scratch, TimeSpan patience)
    {
        using var late = new CancellationTokenSource(patience);
        try
        {
            while (await socket.ReceiveAsync(scratch, late.Token) > NothingLeft)
            {
                // An answer to what was in order.
            }
            return true;
        }
        catch (SocketException)
        {
            return true; // a reset is an end
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    /// <summary>Sends; false when the server has ended the connection meanwhile.</summary>
    internal static async Task<bool> TrySendAsync(Socket socket, ReadOnlyMemory<byte> bytes)
    {
        try
        {
            while (!bytes.IsEmpty) bytes = bytes[await socket.SendAsync(bytes)..];
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
