using System.Net;
using System.Net.Sockets;

namespace OpsCenter.Server.Hosting;

/// <summary>Looks at the ports before anything is loaded, so that a port that is taken is told at once and in one sentence.</summary>
internal static class Ports
{
    /// <param name="wanted">What each port is for, and its number on loopback; 0 is any free one.</param>
    /// <exception cref="IOException">One is taken, or may not be opened by this user.</exception>
    internal static void MustBeFree(params ReadOnlySpan<(string Use, int Port)> wanted)
    {
        foreach (var (use, port) in wanted)
        {
            if (port == 0) continue;
            try
            {
                using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
                probe.Bind(new IPEndPoint(IPAddress.Loopback, port));
                probe.Listen();
            }
            catch (SocketException refused)
            {
                string why = refused.SocketErrorCode is SocketError.AccessDenied ? "may not be opened by this user" : "is taken by another program";
                throw new IOException($"Port {port} for {use} {why} on 127.0.0.1: choose another, or stop what stands there.");
            }
        }
    }
}
