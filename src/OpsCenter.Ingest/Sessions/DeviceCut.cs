using Microsoft.Extensions.Hosting;
using OpsCenter.Access.Devices;
using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Ingest.Sessions;

/// <summary>Cuts the live session of a device that is revoked (SEC-04).</summary>
internal sealed class DeviceCut(DeviceRegistry devices, KioskDesk desk) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        devices.Revoking += Cut;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        devices.Revoking -= Cut;
        return Task.CompletedTask;
    }

    private void Cut(string id)
    {
        foreach (var session in desk.Live.Values)
            if (session.ClientId == id || session.Request.UserName == id) session.End(ReasonCode.NotAuthorized);
    }
}
