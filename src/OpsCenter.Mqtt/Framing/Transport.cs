using System.IO.Pipelines;

namespace OpsCenter.Mqtt.Framing;

/// <summary>How a transport says that it is gone.</summary>
internal static class Transport
{
    internal static bool IsLoss(Exception failure) =>
        failure is IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException or System.Net.Sockets.SocketException;

    /// <summary>Reads, or returns null where the transport is gone.</summary>
    internal static async ValueTask<ReadResult?> ReadAsync(PipeReader input, CancellationToken cancellationToken)
    {
        try
        {
            return await input.ReadAsync(cancellationToken);
        }
        catch (Exception failure) when (IsLoss(failure))
        {
            return null;
        }
    }
}
