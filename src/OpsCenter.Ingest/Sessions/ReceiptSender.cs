using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OpsCenter.Ingest.Sessions;

/// <summary>Sends each kiosk whose taps were journaled its receipt, at most once a second.</summary>
internal sealed class ReceiptSender(ReceiptBook book, KioskDesk desk, TimeProvider time, ILogger<ReceiptSender> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                SendDue();
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.SendingFailed(exception);
            }
        }
    }

    /// <summary>One round: what became due since the last.</summary>
    internal void SendDue()
    {
        foreach (var kiosk in book.TakeDue())
            if (desk.Live.TryGetValue(kiosk.ToString(), out var session) && session.State is KioskSession live) desk.SendReceipts(session, live);
    }
}
