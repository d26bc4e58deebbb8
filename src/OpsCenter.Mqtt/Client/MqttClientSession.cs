using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Client;

/// <summary>What a client remembers between connections (§4.1): messages not yet acknowledged, and QoS 2 messages not yet released. In memory only.</summary>
/// <remarks>Hand the same object to one connection after another, with <see cref="MqttClientOptions.CleanStart"/> false: what was in flight is then sent again,
/// and the tasks of its PublishAsync go on. If the server kept no session, they fail with <see cref="MqttConnectionLostException"/>.</remarks>
public sealed class MqttClientSession
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<long, Delivery> _deliveries = []; // in the order of sending
    private readonly Dictionary<ushort, long> _order = [];
    private readonly HashSet<ushort> _arrived = []; // QoS 2, PUBREC sent, PUBREL awaited
    private long _sent;
    private ushort _lastId;

    /// <summary>QoS 1 and 2 messages not yet acknowledged for good.</summary>
    public int InFlight
    {
        get
        {
            lock (_gate) return _deliveries.Count;
        }
    }

    internal Delivery Launch(MqttMessage message)
    {
        lock (_gate)
        {
            var delivery = new Delivery(NextId(), message);
            _order[delivery.PacketId] = ++_sent;
            _deliveries[_sent] = delivery;
            return delivery;
        }
    }

    /// <summary>A SUBSCRIBE or UNSUBSCRIBE takes an identifier from the same row (MQTT-2.2.1-4).</summary>
    internal ushort BorrowId()
    {
        lock (_gate)
        {
            var id = NextId();
            _order[id] = 0;
            return id;
        }
    }

    internal void ReturnId(ushort id)
    {
        lock (_gate) _order.Remove(id);
    }

    internal Delivery? Find(ushort id)
    {
        lock (_gate) return _order.TryGetValue(id, out var order) ? _deliveries.GetValueOrDefault(order) : null;
    }

    internal bool Land(Delivery delivery)
    {
        lock (_gate) return _order.Remove(delivery.PacketId, out var order) && _deliveries.Remove(order);
    }

    internal Delivery[] All()
    {
        lock (_gate) return [.. _deliveries.Values];
    }

    /// <summary>Forgets everything and fails what was waiting.</summary>
    internal void Abandon(Exception cause)
    {
        Delivery[] lost;
        lock (_gate)
        {
            lost = [.. _deliveries.Values];
            _deliveries.Clear();
            _order.Clear();
            _arrived.Clear();
        }
        foreach (var one in lost) one.Done.TrySetException(cause);
    }

    /// <summary>False: it came before.</summary>
    internal bool Arrive(ushort id)
    {
        lock (_gate) return _arrived.Add(id);
    }

    internal bool Release(ushort id)
    {
        lock (_gate) return _arrived.Remove(id);
    }

    private ushort NextId()
    {
        do _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
        while (_order.ContainsKey(_lastId));
        return _lastId;
    }

    /// <summary>One message on its way to the server.</summary>
    internal sealed class Delivery(ushort packetId, MqttMessage message)
    {
        internal ushort PacketId => packetId;

        internal TaskCompletionSource<ReasonCode> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>QoS 2: PUBREC has come.</summary>
        internal bool IsReceived { get; set; }

        internal MqttPacket Packet(bool dup) => IsReceived
            ? new PubRelPacket(packetId, ReasonCode.Success, MqttProperties.None)
            : new PublishPacket(message.Topic, message.Payload, message.QoS, packetId) { Retain = message.Retain, Dup = dup, Properties = message.Properties };

        internal bool IsExactlyOnce => message.QoS == QoS.ExactlyOnce;
    }
}
