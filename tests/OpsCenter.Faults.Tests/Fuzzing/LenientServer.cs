using System.Net;
using System.Net.Sockets;

namespace OpsCenter.Faults.Tests.Fuzzing;

/// <summary>One who takes every connection, answers nothing and ends none: for negative controls.</summary>
internal sealed class LenientServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ending = new();
    private readonly Task _taking;

    internal LenientServer()
    {
        _listener.Start(512);
        _taking = TakeAsync();
    }

    internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _ending.CancelAsync();
        await _taking;
        _listener.Dispose();
        _ending.Dispose();
    }

    private async Task TakeAsync()
    {
        List<Socket> taken = [];
        try
        {
            while (true) taken.Add(await _listener.AcceptSocketAsync(_ending.Token));
        }
        catch (OperationCanceledException)
        {
            foreach (var socket in taken) socket.Dispose();
        }
    }
}
