using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>This part: subscriptions, and the client's answers to messages.</summary>
internal sealed partial class BrokerConnection
{
    private void HandlePubAck(PubAckPacket ack)
    {
        lock (_state!.Gate)
        {
            if (Answered(ack.PacketId, QoS.AtLeastOnce) is not null) _state.Outgoing.Land(ack.PacketId);
        }
        Signal();
    }

    private void HandlePubRec(PubRecPacket rec)
    {
        lock (_state!.Gate)
        {
            var inFlight = Answered(rec.PacketId, QoS.ExactlyOnce);
            if (rec.Reason.IsFailure())
            {
                if (inFlight is not null) _state.Outgoing.Land(rec.PacketId); // refused: the exchange ends here (§4.3.3)
                Signal();
                return;
            }
            if (inFlight is not null) inFlight.IsReceived = true;
        }
        Enqueue(new PubRelPacket(rec.PacketId, ReasonCode.Success, MqttProperties.None)); // MQTT-4.3.3-4; an unknown identifier is released too
    }

    private void HandlePubComp(PubCompPacket comp)
    {
        lock (_state!.Gate)
        {
            if (Answered(comp.PacketId, QoS.ExactlyOnce) is { } inFlight)
            {
                if (!inFlight.IsReceived) throw Fault.Protocol("MQTT-4.3.3-3", "PUBCOMP came before PUBREC.");
                _state.Outgoing.Land(comp.PacketId);
            }
        }
        Signal();
    }

    // Null: nothing is under way under that identifier. That is no fault, as an answer may come twice.
    private InFlight? Answered(ushort packetId, QoS by)
    {
        var inFlight = _state!.Outgoing.Find(packetId);
        return inFlight is null || inFlight.Outgoing.QoS == by ? inFlight : throw Fault.Protocol(
            by == QoS.AtLeastOnce ? "MQTT-4.3.3-8" : "MQTT-4.3.2-4", $"A message of QoS {(int)inFlight.Outgoing.QoS} is answered as one of QoS {(int)by}.");
    }

    private void HandlePubRel(PubRelPacket rel)
    {
        lock (_state!.Gate)
        {
            if (_state.Arrivals.TryGetValue(rel.PacketId, out var arrival) && !arrival.IsSettled)
                throw Fault.Protocol("MQTT-4.3.3-5", "PUBREL came before its PUBREC.");
            _state.Arrivals.Remove(rel.PacketId);
        }
        Enqueue(new PubCompPacket(rel.PacketId, ReasonCode.Success, MqttProperties.None)); // MQTT-4.3.3-11; an identifier released before is fine
    }

    private void HandleSubscribe(SubscribePacket subscribe)
    {
        var reasons = new ReasonCode[subscribe.Subscriptions.Count];
        var granted = new List<(Subscription Subscription, bool IsNew)>();
        for (var i = 0; i < reasons.Length; i++) // as if each had come alone (MQTT-3.8.4-5)
        {
            var wanted = subscribe.Subscriptions[i];
            reasons[i] = Subscribe(wanted, subscribe.Properties.Number(PropertyId.SubscriptionIdentifier) ?? 0, granted);
            if (reasons[i].IsFailure()) _broker.Observer.SubscribeRefused(Session!, wanted.Filter, reasons[i]);
        }
        Enqueue(new SubAckPacket(subscribe.PacketId, reasons, MqttProperties.None)); // MQTT-3.8.4-1, -2, -6
        foreach (var (subscription, isNew) in granted)
        {
            var handling = subscription.Wanted.RetainHandling;
            if (subscription.Share.Length == 0 && (handling == RetainHandling.Always || (handling == RetainHandling.IfNew && isNew)))
                _broker.Router.SendRetained(subscription); // MQTT-3.3.1-9, -10, -11
            _broker.Policy.Subscribed(Session!, subscription.Wanted);
        }
    }

    private ReasonCode Subscribe(TopicSubscription wanted, uint identifier, List<(Subscription Subscription, bool IsNew)> granted)
    {
        var verdict = _broker.Policy.Subscribe(Session!, wanted);
        if (verdict.Reason.IsFailure()) return verdict.Reason;
        var qos = (QoS)Math.Min((byte)wanted.QoS, (byte)verdict.Reason); // MQTT-3.8.4-7, -8
        var (share, filter) = IsV5 ? TopicFilter.Split(wanted.Filter) : ("", wanted.Filter);
        var subscription = new Subscription(_state!, wanted, filter, share, qos, identifier);
        lock (_state!.Gate)
        {
            if (_state.Connection != this) return ReasonCode.UnspecifiedError; // taken over meanwhile
            var isNew = !_state.Subscriptions.ContainsKey(wanted.Filter);
            if (isNew && _state.Subscriptions.Count >= _broker.Options.MaxSubscriptionsPerSession) return ReasonCode.QuotaExceeded;
            _state.Subscriptions[wanted.Filter] = subscription; // the same filter again replaces it (MQTT-3.8.4-3)
            _broker.Router.Index.Add(subscription);
            granted.Add((subscription, isNew));
        }
        return (ReasonCode)qos;
    }

    internal bool IsSubscribed(string filter)
    {
        if (_state is not { } state) return false;
        lock (state.Gate) return state.Subscriptions.ContainsKey(filter);
    }

    private void HandleUnsubscribe(UnsubscribePacket unsubscribe)
    {
        var reasons = new ReasonCode[unsubscribe.Filters.Count];
        lock (_state!.Gate)
        {
            for (var i = 0; i < reasons.Length; i++)
            {
                var isKnown = _state.Subscriptions.Remove(unsubscribe.Filters[i], out var subscription);
                if (isKnown) _broker.Router.Index.Remove(subscription!);
                reasons[i] = isKnown ? ReasonCode.Success : ReasonCode.NoSubscriptionExisted;
            }
        }
        Enqueue(new UnsubAckPacket(unsubscribe.PacketId, reasons, MqttProperties.None)); // MQTT-3.10.4-4, -5
    }
}
