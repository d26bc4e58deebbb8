using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpsCenter.Board;
using OpsCenter.Domain.Territory;
using OpsCenter.KioskProtocol.Topics;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Ingest.Posture;

/// <summary>Retained tiles for integrators: each unit's newest one on its own topic, at most once a second.</summary>
internal sealed class PostureSender(MqttBroker broker, LiveBoard board, CityPlan plan, TimeProvider time, ILogger<PostureSender> logger) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        long version = -1;
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var (unit, posture) in board.ChangesSince(ref version))
                    broker.Publish(new MqttMessage(new PostureTopic(plan.City, unit).ToString(), posture.Utf8, QoS.AtLeastOnce) { Retain = true });
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                logger.SendingFailed(exception);
            }
        }
    }
}
