using System.Text;
using OpsCenter.KioskProtocol.Reports;
using OpsCenter.KioskProtocol.Topics;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Kiosk.Link;

/// <summary>A kiosk's topics, and how it connects.</summary>
internal sealed class LinkTopics(KioskIdentity identity)
{
    private static readonly byte[] Offline = StateWriter.ToBytes(KioskState.Offline);

    internal string Up { get; } = identity.TopicOf(KioskChannel.Up);

    internal string State { get; } = identity.TopicOf(KioskChannel.State);

    internal string Ask { get; } = identity.TopicOf(KioskChannel.Ask);

    internal string Receipt { get; } = identity.TopicOf(KioskChannel.Receipt);

    internal string Down { get; } = identity.TopicOf(KioskChannel.Down);

    internal TopicSubscription[] Subscriptions => [new TopicSubscription(Receipt, QoS.AtLeastOnce), new TopicSubscription(Down, QoS.AtLeastOnce)];

    internal MqttClientOptions Connect(KioskIdentity who, KioskLinkOptions options, Func<MqttMessage, CancellationToken, ValueTask> hear) => new()
    {
        Dial = options.Dial,
        Version = options.Protocol,
        ClientId = who.Kiosk.ToString(),
        UserName = who.Kiosk.ToString(),
        Password = Encoding.UTF8.GetBytes(who.Secret),
        KeepAlive = options.KeepAlive,
        Will = new WillMessage(State, Offline, QoS.AtLeastOnce, Retain: true),
        OnMessage = hear,
        Time = options.Time,
    };
}
