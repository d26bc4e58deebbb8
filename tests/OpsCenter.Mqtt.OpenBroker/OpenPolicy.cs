using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.OpenBroker;

/// <summary>Everybody may do everything, but for subscribing to <c>test/nosubscribe</c>.</summary>
internal sealed class OpenPolicy : IBrokerPolicy
{
    public ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(ConnectVerdict.Accept());

    public void Connected(MqttSession session, bool resumed)
    {
    }

    public PublishVerdict Publish(in IncomingPublish publish) => PublishVerdict.Accept();

    // 0x80 in both versions: the public suites read that code.
    public SubscribeVerdict Subscribe(MqttSession session, in TopicSubscription wanted) =>
        wanted.Filter == "test/nosubscribe" ? SubscribeVerdict.Refuse(ReasonCode.UnspecifiedError) : SubscribeVerdict.Grant();

    public void Subscribed(MqttSession session, in TopicSubscription granted)
    {
    }

    public void Disconnected(MqttSession session, SessionEnd end)
    {
    }
}
