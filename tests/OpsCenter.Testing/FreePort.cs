using System.Net;
using System.Net.Sockets;

namespace OpsCenter.Testing;

/// <summary>
/// Ports of loopback that a killed server can have again. They lie below the kernel's range for outgoing connections: a client that dials a
/// dead port of that range may be given the very same port and meet itself.
/// </summary>
public static class FreePort
{
    private static int _next = 20_000 + Environment.ProcessId % 5_000 * 2;

    public static int Take()
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
}
