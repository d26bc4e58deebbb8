using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>This part: what leaves. All of it runs on the pump, one round at a time.</summary>
internal sealed partial class BrokerConnection
{
    private const int BytesPerFlush = 64 * 1024;
    private const int MaxControls = 256; // answers not yet written; beyond, the reader waits

    private readonly Lock _controlGate = new();
    private readonly Queue<MqttPacket> _controls = new();
    private TopicAliasTable? _outgoingAliases;
    private DisconnectPacket? _farewell;
    private bool _isGreeted;
    private int _sendWindow = 1;
    private uint _clientMaximumPacket = uint.MaxValue;

    /// <summary>Something may be ready to leave.</summary>
    internal void Signal() => _pump.Signal();

    internal bool PublishTo(MqttMessage message)
    {
        var stored = _broker.Router.Store(MqttBroker.Checked(message), publisher: null);
        return _state is { } state && IsConnected && _broker.Router.Deliver(state, new Outgoing(stored, message.QoS, false, null));
    }

    private void Enqueue(MqttPacket packet)
    {
        lock (_controlGate) _controls.Enqueue(packet);
        Signal();
    }

    private int WriteSome()
    {
        var packets = 0;
        var isAnswered = Volatile.Read(ref _isAnswered); // before the controls, so that CONNACK is among them
        if (!_isGreeted && !_pump.IsFinished) packets += WriteControls(); // CONNACK before all else (MQTT-3.2.0-1)
        packets += WriteAcks();
        if (!_pump.IsFinished) packets += WriteControls();
        if (_pump.IsFinished) return packets;
        if (_farewell is not null)
        {
            _farewell.Write(_writer, _version); // nothing after it (MQTT-3.14.4-1)
            packets++;
            _farewell = null;
        }
        else if (isAnswered && Volatile.Read(ref _left) == 0)
        {
            packets += WriteMessages();
        }
        WakeReader();
        return packets;
    }

    private int WriteControls()
    {
        var count = 0;
        lock (_controlGate)
        {
            _isGreeted |= _controls.Count > 0;
            for (; _controls.TryDequeue(out var packet); count++) packet.Write(_writer, _version);
        }
        return count;
    }

    private int WriteAcks()
    {
        var packets = 0;
        while (_window.TryRelease(out var settled))
        {
            var reached = settled.Route is not null && !settled.Reason.IsFailure() ? _broker.Router.Route(settled.Route) : -1;
            if (settled.IsRefusal && (settled.Kind == AckKind.None || !IsV5)) End(settled.Reason); // no packet can carry the reason
            else if (settled.Kind != AckKind.None && !_pump.IsFinished)
            {
                WriteAck(settled, reached == 0 && settled.Kind == AckKind.PubAck ? ReasonCode.NoMatchingSubscribers : settled.Reason);
                packets++;
            }
        }
        return packets;
    }

    /* §3.4, §3.5   40|50  remaining length  identifier, two bytes   reason (5.0, unless it is success) */
    private void WriteAck(in SettledPublish settled, ReasonCode reason)
    {
        var hasReason = IsV5 && reason != ReasonCode.Success;
        var span = _writer.GetSpan(5);
        span[0] = settled.Kind == AckKind.PubAck ? (byte)0x40 : (byte)0x50;
        span[1] = hasReason ? (byte)3 : (byte)2;
        span[2] = (byte)(settled.PacketId >> 8);
        span[3] = (byte)(settled.PacketId & 0xFF);
        if (hasReason) span[4] = (byte)reason;
        _writer.Advance(hasReason ? 5 : 4);
    }

    private int WriteMessages()
    {
        if (_state is not { } state) return 0;
        var packets = 0;
        var until = _writer.Count + BytesPerFlush;
        lock (state.Gate)
        {
            if (state.Connection != this) return 0;
            for (; _writer.Count < until && state.Outgoing.TryTakeRepeat(out var repeat); packets++) WriteRepeat(repeat!);
            while (_writer.Count < until && state.Outgoing.TryPeek(out var next))
            {
                if (next.QoS != QoS.AtMostOnce && state.Outgoing.InFlightCount >= _sendWindow) break; // MQTT-3.3.4-9
                state.Outgoing.Take();
                if (WhyDrop(next) is { } why) _broker.Observer.MessageDropped(ClientId, next.Stored.Message, why);
                else packets += WriteMessage(next, next.QoS == QoS.AtMostOnce ? (ushort)0 : state.Outgoing.Launch(next).PacketId, dup: false);
            }
        }
        return packets;
    }

    private DropReason? WhyDrop(in Outgoing outgoing)
    {
        if (outgoing.Stored.IsExpired) return DropReason.Expired;
        return _clientMaximumPacket < MqttFrameReader.LargestPacket && PublishEncoder.LargestSize(outgoing, IsV5) + (_outgoingAliases is null ? 0 : 3) > _clientMaximumPacket ? DropReason.TooLarge : null;
    }

    private int WriteMessage(in Outgoing outgoing, ushort packetId, bool dup)
    {
        ushort alias = 0;
        var isKnown = false;
        if (_outgoingAliases is not null) (alias, isKnown) = _outgoingAliases.For(outgoing.Stored.Message.Topic);
        PublishEncoder.Write(_writer, outgoing, new PublishHeader(packetId, dup, alias, isKnown), IsV5);
        return 1;
    }

    private void WriteRepeat(InFlight repeat)
    {
        if (repeat.IsReceived) new PubRelPacket(repeat.PacketId, ReasonCode.Success, MqttProperties.None).Write(_writer, _version);
        else WriteMessage(repeat.Outgoing, repeat.PacketId, dup: true); // MQTT-3.3.1-1
    }
}
