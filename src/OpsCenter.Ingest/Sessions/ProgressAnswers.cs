using System.Globalization;
using System.Threading.Channels;
using Microsoft.Extensions.Hosting;
using OpsCenter.Domain.City;
using OpsCenter.Domain.Requests;
using OpsCenter.Grains.Runtime;
using OpsCenter.KioskProtocol.Asks;
using OpsCenter.KioskProtocol.Down;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Ingest.Sessions;

/// <summary>Answers “how far is my request?” (<c>wire.md</c>, <c>ask</c>). A question beyond 1,000 waiting is dropped; the kiosk asks again.</summary>
internal sealed class ProgressAnswers(Shard shard) : BackgroundService
{
    private readonly Channel<(MqttSession Session, KioskSession Kiosk, Ask Ask)> _waiting =
        Channel.CreateBounded<(MqttSession, KioskSession, Ask)>(new BoundedChannelOptions(1_000) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });

    internal void Queue(MqttSession session, KioskSession kiosk, Ask ask) => _waiting.Writer.TryWrite((session, kiosk, ask));

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var (session, kiosk, ask) in _waiting.Reader.ReadAllAsync(stoppingToken))
        {
            if (!session.IsSubscribed(kiosk.Down)) continue; // nobody listens
            var answer = await shard.AskAsync(city => Find(city, ask), stoppingToken);
            string id = string.Create(CultureInfo.InvariantCulture, $"a-{ask.Id}");
            session.Publish(new MqttMessage(kiosk.Down, DownWriter.ToBytes(new DownMessage(id, answer)), QoS.AtLeastOnce));
        }
    }

    private static DownContent.Answer Find(ICityView city, Ask ask)
    {
        var request = city.ByTicket(ask.Ticket) is [var newest, ..] ? city.Request(newest) : null;
        var progress = request?.Stage switch
        {
            RequestStage.Open => Progress.Open,
            RequestStage.Overdue => Progress.Overdue,
            RequestStage.Closed => Progress.Closed,
            _ => Progress.Unknown,
        };
        return new DownContent.Answer(ask.Id, ask.Ticket, progress, request?.Raised, request?.Due) { Mistyped = request is null && !ask.Ticket.HasCheckDigit };
    }
}
