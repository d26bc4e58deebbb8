using System.Collections.Concurrent;
using System.Text;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Tests.Testing;

/// <summary>A policy that says yes unless a test says otherwise, and remembers what it was asked.</summary>
internal sealed class TestPolicy : IBrokerPolicy
{
    internal delegate PublishVerdict Judge(in IncomingPublish publish);

    internal Func<ConnectRequest, ConnectVerdict> OnConnect { get; set; } = _ => ConnectVerdict.Accept();

    internal Judge OnPublish { get; set; } = (in IncomingPublish _) => PublishVerdict.Accept();

    internal Func<TopicSubscription, SubscribeVerdict> OnSubscribe { get; set; } = _ => SubscribeVerdict.Grant();

    internal Action<MqttSession> OnConnected { get; set; } = _ => { };

    internal Action<MqttSession> OnSubscribed { get; set; } = _ => { };

    /// <summary>What was heard, in order.</summary>
    internal ConcurrentQueue<string> Heard { get; } = new();

    /// <summary>Receipts of messages, in order.</summary>
    internal ConcurrentQueue<PublishReceipt> Receipts { get; } = new();

    public ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(OnConnect(request));

    public void Connected(MqttSession session, bool resumed)
    {
        Heard.Enqueue($"connected {session.ClientId}{(resumed ? " again" : "")}");
        OnConnected(session);
    }

    public PublishVerdict Publish(in IncomingPublish publish)
    {
        Heard.Enqueue($"{(publish.IsWill ? "will" : "publish")} {publish.Session.ClientId} {publish.Topic} '{Encoding.UTF8.GetString(publish.Payload)}'");
        Receipts.Enqueue(publish.Receipt);
        return OnPublish(publish);
    }

    public SubscribeVerdict Subscribe(MqttSession session, in TopicSubscription wanted) => OnSubscribe(wanted);

    public void Subscribed(MqttSession session, in TopicSubscription granted)
    {
        Heard.Enqueue($"subscribed {session.ClientId} {granted.Filter}");
        OnSubscribed(session);
    }

    public void Disconnected(MqttSession session, SessionEnd end) => Heard.Enqueue($"disconnected {session.ClientId} {end.Reason}{(end.ByClient ? " by client" : "")}");
}
