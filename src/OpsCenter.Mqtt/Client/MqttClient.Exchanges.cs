using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Client;

/// <summary>This part: what the server sends, and questions that it answers.</summary>
public sealed partial class MqttClient
{
    private readonly Arrivals _arrivals;
    private string?[]? _aliases;

    private async ValueTask HandleAsync(MqttPacket packet)
    {
        switch (packet)
        {
            case PublishPacket publish: await _arrivals.AddAsync(Unaliased(publish)); break;
            case PubAckPacket ack: HandleAck(ack.PacketId, ack.Reason, isExactlyOnce: false); break;
            case PubRecPacket rec: HandlePubRec(rec); break;
            case PubCompPacket comp: HandleAck(comp.PacketId, comp.Reason, isExactlyOnce: true); break;
            case PubRelPacket rel:
                var reason = _session.Release(rel.PacketId) ? ReasonCode.Success : ReasonCode.PacketIdentifierNotFound;
                Enqueue(new PubCompPacket(rel.PacketId, reason, MqttProperties.None));
                break;
            case SubAckPacket subAck: Answered(subAck.PacketId, subAck.Reasons); break;
            case UnsubAckPacket unsubAck: Answered(unsubAck.PacketId, unsubAck.Reasons); break;
            case PingRespPacket: _isPinging = false; break;
            case DisconnectPacket disconnect when _options.Version == ProtocolVersion.V5:
                Finish(new MqttClientEnd(disconnect.Reason, ByServer: true, null));
                break;
            default: throw Fault.Protocol("§2.1.2", $"{packet.Type} is not the server's to send now.");
        }
    }

    private void HandleAck(ushort id, ReasonCode reason, bool isExactlyOnce)
    {
        if (_session.Find(id) is not { } delivery || delivery.IsExactlyOnce != isExactlyOnce) return;
        Land(delivery, reason);
    }

    private void HandlePubRec(PubRecPacket rec)
    {
        if (_session.Find(rec.PacketId) is not { IsExactlyOnce: true } delivery)
        {
            Enqueue(new PubRelPacket(rec.PacketId, ReasonCode.PacketIdentifierNotFound, MqttProperties.None));
            return;
        }
        if (rec.Reason.IsFailure())
        {
            Land(delivery, rec.Reason);
            return;
        }
        delivery.IsReceived = true;
        Enqueue(delivery.Packet(dup: false));
    }

    private void Land(MqttClientSession.Delivery delivery, ReasonCode reason)
    {
        if (!_session.Land(delivery)) return;
        _window.Release();
        delivery.Done.TrySetResult(reason);
    }

    private async ValueTask DeliverAsync(PublishPacket packet)
    {
        if (!IsConnected) return;
        if (packet.QoS != QoS.ExactlyOnce || _session.Arrive(packet.PacketId)) await HandOverAsync(packet);
        if (packet.QoS == QoS.AtLeastOnce) Enqueue(new PubAckPacket(packet.PacketId, ReasonCode.Success, MqttProperties.None));
        if (packet.QoS == QoS.ExactlyOnce) Enqueue(new PubRecPacket(packet.PacketId, ReasonCode.Success, MqttProperties.None));
    }

    private ValueTask HandOverAsync(PublishPacket packet) => _options.OnMessage is null
        ? default
        : _options.OnMessage(new MqttMessage(packet.Topic, packet.Payload, packet.QoS, packet.Retain) { Properties = packet.Properties }, _ending.Token);

    private PublishPacket Unaliased(PublishPacket packet)
    {
        if (packet.Properties.Number(PropertyId.TopicAlias) is not { } alias) return packet;
        if (alias == 0 || alias > _options.TopicAliasMaximum)
            throw new MqttProtocolException(ReasonCode.TopicAliasInvalid, "MQTT-3.3.2-10", $"Topic alias {alias} was not allowed.");
        _aliases ??= new string?[_options.TopicAliasMaximum + 1];
        if (packet.Topic.Length > 0) _aliases[alias] = packet.Topic;
        return packet with { Topic = _aliases[alias] ?? throw Fault.Protocol("MQTT-3.3.2-7", $"Topic alias {alias} stands for nothing yet.") };
    }

    private async Task<IReadOnlyList<ReasonCode>> AskAsync(Func<ushort, MqttPacket> question, CancellationToken cancellationToken)
    {
        if (!IsConnected) throw Lost();
        var id = _session.BorrowId();
        var answer = new TaskCompletionSource<IReadOnlyList<ReasonCode>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate) _asked[id] = answer;
        try
        {
            Enqueue(question(id));
            if (!IsConnected) throw Lost();
            return await answer.Task.WaitAsync(cancellationToken);
        }
        finally
        {
            lock (_gate) _asked.Remove(id);
            _session.ReturnId(id);
        }
    }

    private void Answered(ushort id, IReadOnlyList<ReasonCode> reasons)
    {
        lock (_gate) _asked.GetValueOrDefault(id)?.TrySetResult(reasons);
    }

    private async Task WaitAsync(SemaphoreSlim window, CancellationToken cancellationToken)
    {
        if (!IsConnected) throw Lost();
        if (window.Wait(0, CancellationToken.None)) return;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_ending.Token, cancellationToken);
        try
        {
            await window.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Lost();
        }
    }
}
