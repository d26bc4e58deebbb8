using System.Numerics;
using OpsCenter.Mqtt.Faults;

namespace OpsCenter.Mqtt.Broker;

/// <summary>What a slot owes its client.</summary>
internal enum AckKind : byte
{
    /// <summary>Nothing: QoS 0.</summary>
    None,
    PubAck,
    PubRec,
}

/// <summary>One answer that may leave.</summary>
internal readonly record struct SettledPublish(AckKind Kind, ushort PacketId, ReasonCode Reason, bool IsRefusal, StoredMessage? Route);

/// <summary>The messages of one client not yet answered, in the order in which they came: a ring of a fixed size.</summary>
/// <remarks>The reader takes slots, any thread settles them, the pump lets them go from the front: so acknowledgements keep the order of arrival (MQTT-4.6.0-2).
/// Full: the reader waits. A slot's word holds its ticket, so a receipt used twice or too late hits nothing.</remarks>
internal sealed class InboundWindow(BrokerConnection owner, int atLeast) : ReceiptTarget
{
    private const long Done = 1 << 15;
    private const long Refused = 1 << 14;

    private readonly int _capacity = (int)BitOperations.RoundUpToPowerOf2((uint)atLeast);
    private long[] _words = []; // ticket << 16 | done | refused | reason; made with the first message, as an idle connection has none
    private (ushort Id, AckKind Kind)[] _owed = [];
    private StoredMessage?[]? _routes;
    private long _head;
    private long _tail;
    private int _owedCount;

    internal bool HasRoom => Volatile.Read(ref _tail) - Volatile.Read(ref _head) < _capacity;

    internal bool IsEmpty => Volatile.Read(ref _tail) == Volatile.Read(ref _head);

    /// <summary>Messages of QoS 1 not yet accepted.</summary>
    internal int OwedAcks => Volatile.Read(ref _owedCount);

    /// <summary>Reader only, and only with room: the next slot. It can be settled from now on, but nothing leaves before <see cref="Commit"/>.</summary>
    internal long Reserve(ushort id, AckKind kind)
    {
        if (_words.Length == 0) (_words, _owed) = (new long[_capacity], new (ushort, AckKind)[_capacity]);
        var ticket = _tail;
        var slot = (int)(ticket & (_capacity - 1));
        _owed[slot] = (id, kind);
        if (kind == AckKind.PubAck) Interlocked.Increment(ref _owedCount);
        Volatile.Write(ref _words[slot], ticket << 16);
        return ticket;
    }

    /// <summary>Reader only: the reserved slot may leave once it is settled, and this is routed then.</summary>
    internal void Commit(StoredMessage? route)
    {
        var slot = (int)(_tail & (_capacity - 1));
        if (route is not null || _routes is not null) (_routes ??= new StoredMessage?[_capacity])[slot] = route;
        Volatile.Write(ref _tail, _tail + 1);
    }

    internal override bool Settle(long ticket, ReasonCode reason, bool isRefusal)
    {
        var pending = ticket << 16;
        var settled = pending | Done | (isRefusal ? Refused : 0) | (long)reason;
        var slot = (int)(ticket & (_capacity - 1));
        var kind = _owed[slot].Kind;
        if (Interlocked.CompareExchange(ref _words[slot], settled, pending) != pending) return false;
        if (kind == AckKind.PubAck) Interlocked.Decrement(ref _owedCount);
        return true;
    }

    internal override void Wake() => owner.Signal();

    /// <summary>Pump only: takes the front, where it is settled.</summary>
    internal bool TryRelease(out SettledPublish settled)
    {
        var slot = (int)(_head & (_capacity - 1));
        settled = default;
        if (_head == Volatile.Read(ref _tail)) return false;
        var word = Volatile.Read(ref _words[slot]);
        if ((word & Done) == 0) return false;
        var (id, kind) = _owed[slot];
        settled = new SettledPublish(kind, id, (ReasonCode)(word & 0xFF), (word & Refused) != 0, _routes?[slot]);
        if (_routes is not null) _routes[slot] = null;
        Volatile.Write(ref _head, _head + 1);
        return true;
    }
}
