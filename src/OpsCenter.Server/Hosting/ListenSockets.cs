using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace OpsCenter.Server.Hosting;

/// <summary>The sockets that the server listens on. What is accepted takes their buffers over.</summary>
/// <remarks>
/// Left to itself the kernel takes up to 4 MB for a connection: minutes of frames for a screen that does not read, held where nobody counts them
/// and told as taken. So little waits unsent, whatever is on its way: a fast line loses nothing by it (decision 0018).
/// </remarks>
internal static class ListenSockets
{
    /// <summary>Bytes that the kernel takes ahead of what the other side has room for.</summary>
    internal const int MostUnsent = 16 * 1024;

    /// <summary>Bytes on their way and not yet confirmed, the unsent included: 2.5 MB/s at a round trip of 100 ms. Linux doubles it for its own needs.</summary>
    internal const int MostUnderWay = 256 * 1024;

    private const int TcpLevel = 6;
    private const int NotSentLowAt = 25; // TCP_NOTSENT_LOWAT of tcp(7), which .NET has no name for

    internal static Socket Create(EndPoint endPoint)
    {
        var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        socket.SendBufferSize = MostUnderWay;
        if (OperatingSystem.IsLinux()) socket.SetRawSocketOption(TcpLevel, NotSentLowAt, BitConverter.GetBytes(MostUnsent));
        return socket;
    }
}
