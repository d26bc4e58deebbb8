using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>This part: messages from the client.</summary>
internal sealed partial class BrokerConnection
{
    private byte[] _lastTopicUtf8 = [];
    private string _lastTopic = "";
    private string?[]? _incomingAliases;

    private void HandlePublish(byte flags, ReadOnlySpan<byte> body)
    {
        var reader = new WireReader(body);
        var view = PublishView.Read(ref reader, flags, _version);
        if (view.Properties.Count > 1 && view.Properties.Count(property => property.Id == PropertyId.SubscriptionIdentifier) > 1)
            throw Fault.Protocol("§3.3.2.3.8", "A client's PUBLISH has several subscription identifiers."); // one is dropped
        var topic = TopicOf(view);
        if (view.Payload.Length > _broker.Options.MaximumPayload) throw Fault.TooLarge(view.Payload.Length, _broker.Options.MaximumPayload);
        if (view.QoS == QoS.ExactlyOnce) TakeExactlyOnce(view, topic);
        else TakeAtOnce(view, topic);
    }

    private void TakeAtOnce(in PublishView view, string topic)
    {
        var kind = view.QoS == QoS.AtMostOnce ? AckKind.None : AckKind.PubAck;
        if (kind == AckKind.PubAck) CheckQuota();
        var ticket = _window.Reserve(view.PacketId, kind);
        var verdict = Ask(view, topic, new PublishReceipt(_window, ticket));
        if (verdict.Answer != PublishAnswer.Deferred) _window.Settle(ticket, verdict.Reason, verdict.Answer == PublishAnswer.Refused);
        _window.Commit(RouteOf(view, topic, verdict));
    }

    private void TakeExactlyOnce(in PublishView view, string topic)
    {
        ExactlyOnceArrival arrival;
        long ticket;
        lock (_state!.Gate)
        {
            if (_state.Arrivals.TryGetValue(view.PacketId, out var known))
            {
                known.Answers(_window, _window.Reserve(view.PacketId, AckKind.PubRec)); // a repetition: PUBREC again, and nothing else (MQTT-4.3.3-10)
                _window.Commit(route: null);
                return;
            }
            CheckQuota();
            arrival = new ExactlyOnceArrival(_state, view.PacketId);
            _state.Arrivals[view.PacketId] = arrival;
            ticket = _window.Reserve(view.PacketId, AckKind.PubRec);
            arrival.Answers(_window, ticket);
        }
        var verdict = Ask(view, topic, new PublishReceipt(arrival, ticket));
        if (verdict.Answer != PublishAnswer.Deferred) arrival.Settle(ticket, verdict.Reason, verdict.Answer == PublishAnswer.Refused);
        _window.Commit(RouteOf(view, topic, verdict));
    }

    private PublishVerdict Ask(in PublishView view, string topic, PublishReceipt receipt)
    {
        var verdict = _broker.Policy.Publish(new IncomingPublish
        {
            Session = Session!,
            Topic = topic,
            Payload = view.Payload,
            Properties = view.Properties,
            QoS = view.QoS,
            Retain = view.Retain,
            Dup = view.Dup,
            Receipt = receipt,
        });
        if (verdict.Answer == PublishAnswer.Refused) _broker.Observer.PublishRefused(Session!, topic, verdict.Reason);
        return verdict;
    }

    private StoredMessage? RouteOf(in PublishView view, string topic, PublishVerdict verdict)
    {
        if (verdict.IsUnrouted || verdict.Answer == PublishAnswer.Refused) return null;
        var message = new MqttMessage(topic, view.Payload.ToArray(), view.QoS, view.Retain) { Properties = StoredMessage.Forwarded(view.Properties) };
        return _broker.Router.Store(message, ClientId);
    }

    // What the policy has accepted is as good as acknowledged. 3.1.1 knows no quota: there the reader has waited instead.
    private void CheckQuota()
    {
        if (IsV5 && _window.OwedAcks + _state!.ArrivalCount >= _broker.Options.ReceiveMaximum)
            throw new MqttProtocolException(ReasonCode.ReceiveMaximumExceeded, "MQTT-3.3.4-7", "More messages than the Receive Maximum are unacknowledged.");
    }

    private string TopicOf(in PublishView view)
    {
        if (view.Properties.Count > 0 && view.Properties.Number(PropertyId.TopicAlias) is { } alias) return AliasedTopic(view, alias);
        if (_lastTopic.Length > 0 && view.Topic.SequenceEqual(_lastTopicUtf8)) return _lastTopic;
        _lastTopic = TopicName.Decode(view.Topic, "MQTT-3.3.2-2");
        _lastTopicUtf8 = view.Topic.ToArray();
        return _lastTopic;
    }

    private string AliasedTopic(in PublishView view, uint alias)
    {
        if (alias == 0 || alias > _broker.Options.TopicAliasMaximum)
            throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, alias == 0 ? "MQTT-3.3.2-8" : "MQTT-3.3.2-9", $"Topic alias {alias} is not allowed.");
        _incomingAliases ??= new string?[_broker.Options.TopicAliasMaximum + 1];
        if (view.Topic.IsEmpty) return _incomingAliases[alias] ?? throw Fault.Protocol("MQTT-3.3.2-7", $"Topic alias {alias} stands for nothing yet.");
        return _incomingAliases[alias] = TopicName.Decode(view.Topic, "MQTT-3.3.2-2");
    }
}
