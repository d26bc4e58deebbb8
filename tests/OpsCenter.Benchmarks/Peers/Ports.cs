using System.Net;
using System.Net.Sockets;

namespace OpsCenter.Benchmarks.Peers;

/// <summary>Ports of loopback. They lie below the kernel's range for outgoing connections, of which a run takes many.</summary>
internal static class Ports
{
    private static int _next = 21_000 + Environment.ProcessId % 4_000 * 2;

    internal static int Free()
    {
        while (true)
        {
            int port = Interlocked.Increment(ref _next);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody stands there; the next one.
            }
        }
    }

    internal static async Task<bool> AnswersAsync(int port)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
