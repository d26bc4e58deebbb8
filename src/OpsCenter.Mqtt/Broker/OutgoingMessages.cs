using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Mqtt.Broker;

/// <summary>A message on its way to one session.</summary>
/// <param name="Stored">The message.</param>
/// <param name="QoS">That of the message, but not above what was granted (MQTT-3.8.4-8).</param>
/// <param name="Retain">The RETAIN flag to send.</param>
/// <param name="Identifiers">The subscription identifiers to send with it; null: none.</param>
internal readonly record struct Outgoing(StoredMessage Stored, QoS QoS, bool Retain, uint[]? Identifiers);

/// <summary>A QoS 1 or 2 message that the client has not yet answered for good.</summary>
internal sealed class InFlight(ushort packetId, Outgoing outgoing)
{
    internal ushort PacketId => packetId;

    internal Outgoing Outgoing => outgoing;

    /// <summary>QoS 2: PUBREC has come; what is left is PUBREL and PUBCOMP.</summary>
    internal bool IsReceived { get; set; }
}

/// <summary>What one session is yet to get, in order: repetitions after a resumption, retained messages, then live ones. Used under the session's gate.</summary>
/// <remarks>Live messages: at most the broker's MaxQueuedMessages, then the newest is dropped. Retained ones: one batch a SUBSCRIBE, so at most
/// one a subscription. In flight: at most the smaller of MaxInFlight and the client's Receive Maximum (MQTT-3.3.4-9).</remarks>
/// <param name="maxQueued">How many live messages wait at most.</param>
/// <param name="newestRetainedOnly">Whether a waiting retained message gives its place to a newer one of its topic.</param>
internal sealed class OutgoingMessages(int maxQueued, bool newestRetainedOnly)
{
    private readonly Queue<Waiting> _live = new();
    private readonly Dictionary<string, Waiting> _newest = new(StringComparer.Ordinal); // of each topic, while it waits
    private readonly Queue<(IReadOnlyList<StoredMessage> Messages, Subscription For)> _retained = new();
    private readonly Queue<InFlight> _repeat = new();
    private readonly SortedDictionary<long, InFlight> _inFlight = []; // by the order of sending, which is the order of repetition (MQTT-4.6.0-1)
    private readonly Dictionary<ushort, long> _order = [];
    private int _nextRetained;
    private long _sent;
    private ushort _lastId;

    internal int InFlightCount => _inFlight.Count;

    internal bool HasWork(int window) => _repeat.Count > 0 || (TryPeek(out var next) && (next.QoS == QoS.AtMostOnce || _inFlight.Count < window));

    internal bool TryEnqueue(in Outgoing outgoing)
    {
        var message = outgoing.Stored.Message;
        bool replaces = newestRetainedOnly && message.Retain;
        if (replaces && _newest.TryGetValue(message.Topic, out var older))
        {
            older.Outgoing = outgoing;
            return true;
        }
        if (_live.Count >= maxQueued) return false;
        var waiting = new Waiting { Outgoing = outgoing };
        _live.Enqueue(waiting);
        if (replaces) _newest.Add(message.Topic, waiting);
        return true;
    }

    internal void EnqueueRetained(IReadOnlyList<StoredMessage> messages, Subscription subscription)
    {
        if (messages.Count > 0) _retained.Enqueue((messages, subscription));
    }

    /// <summary>After a resumption everything in flight is sent again, in its order (MQTT-4.4.0-1).</summary>
    internal void RepeatAll()
    {
        _repeat.Clear();
        foreach (var one in _inFlight.Values) _repeat.Enqueue(one);
    }

    internal bool TryTakeRepeat(out InFlight? repeat) => _repeat.TryDequeue(out repeat);

    /// <summary>The next new message, or false.</summary>
    internal bool TryPeek(out Outgoing next)
    {
        if (_retained.TryPeek(out var batch))
        {
            var stored = batch.Messages[_nextRetained];
            var qos = (QoS)Math.Min((byte)stored.QoS, (byte)batch.For.Granted);
            next = new Outgoing(stored, qos, true, batch.For.Identifier == 0 ? null : [batch.For.Identifier]);
            return true;
        }
        bool any = _live.TryPeek(out var waiting);
        next = any ? waiting!.Outgoing : default;
        return any;
    }

    internal void Take()
    {
        if (!_retained.TryPeek(out var batch))
        {
            Forget(_live.Dequeue());
            return;
        }
        if (++_nextRetained < batch.Messages.Count) return;
        _retained.Dequeue();
        _nextRetained = 0;
    }

    internal InFlight Launch(in Outgoing outgoing)
    {
        do _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1); // MQTT-2.2.1-4: unused ones only
        while (_order.ContainsKey(_lastId));
        var launched = new InFlight(_lastId, outgoing);
        _order[_lastId] = ++_sent;
        _inFlight[_sent] = launched;
        return launched;
    }

    internal InFlight? Find(ushort id) => _order.TryGetValue(id, out var order) ? _inFlight[order] : null;

    internal void Land(ushort id)
    {
        if (_order.Remove(id, out var order)) _inFlight.Remove(order);
    }

    internal void DropQoS0()
    {
        var kept = _live.Where(one => one.Outgoing.QoS != QoS.AtMostOnce).ToArray();
        if (kept.Length == _live.Count) return;
        _live.Clear();
        _newest.Clear();
        foreach (var one in kept) TryEnqueue(one.Outgoing);
    }

    private void Forget(Waiting taken)
    {
        if (newestRetainedOnly && taken.Outgoing.Stored.Message.Retain) _newest.Remove(taken.Outgoing.Stored.Message.Topic);
    }

    private sealed class Waiting
    {
        internal Outgoing Outgoing { get; set; }
    }
}
