using System.Collections.Concurrent;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>All sessions by client id: who is connected, who is awaited, whose time is over.</summary>
/// <remarks>One lock for coming and going; publishing never takes it. At most MaxSessions.</remarks>
internal sealed class SessionBook(MqttBroker broker)
{
    private readonly Lock _gate = new();
    private readonly ConcurrentDictionary<string, SessionState> _all = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<SessionState, bool> _away = new();
    private int _ticks;

    internal int Count => _all.Count;

    internal SessionState? Find(string clientId) => _all.GetValueOrDefault(clientId);

    /// <summary>Gives a connection its session, and takes it from the one that had it (MQTT-3.1.4-3). Null: there is no room.</summary>
    internal (SessionState State, bool Resumed)? Enter(BrokerConnection connection, ConnectPacket connect, uint expiry)
    {
        SessionState? state;
        PendingWill? due = null;
        bool resumed;
        while (true)
        {
            var holder = Find(connection.ClientId)?.Connection;
            holder?.Leave(new SessionEnd(ReasonCode.SessionTakenOver, ByClient: false), connect.CleanStart);
            lock (_gate)
            {
                if (_all.TryGetValue(connection.ClientId, out state) && state.Connection is not null) continue; // another one was faster
                if (state is not null && connect.CleanStart)
                {
                    due = Forget(state); // MQTT-3.1.2-4; the old session ends here, so its will is due (MQTT-3.1.2-10)
                    state = null;
                }
                resumed = state is not null;
                if (state is null && _all.Count >= broker.Options.MaxSessions) return null;
                state ??= _all[connection.ClientId] = new SessionState(connection.ClientId, broker.Options);
                lock (state.Gate)
                {
                    state.Will = null; // back before its delay was over (MQTT-3.1.3-9)
                    state.Expiry = expiry;
                    state.IsV5 = connect.Version == Framing.ProtocolVersion.V5;
                    state.Outgoing.RepeatAll();
                    state.Connection = connection;
                }
                _away.TryRemove(state, out _);
            }
            break;
        }
        if (due is not null) broker.PublishWill(due.Session, due.Message);
        return (state, resumed);
    }

    /// <summary>A connection gives its session back; false: it had lost it already.</summary>
    internal bool Leave(BrokerConnection connection, SessionState state, PendingWill? will)
    {
        PendingWill? due = null;
        lock (_gate)
        {
            lock (state.Gate)
            {
                if (state.Connection != connection) return false;
                state.Connection = null;
                state.AwaySince = broker.Time.GetTimestamp();
                state.Will = will;
                if (!broker.Options.QueueQoS0Offline) state.Outgoing.DropQoS0();
            }
            if (state.Expiry == 0) due = Forget(state); // the session ends with its connection
            else _away[state] = true;
        }
        if (due is not null) broker.PublishWill(due.Session, due.Message);
        return true;
    }

    /// <summary>Publishes the wills whose delay is over and forgets the sessions whose time is (MQTT-3.1.2-23).</summary>
    internal void CheckTime()
    {
        if (++_ticks % 240 == 0) broker.Router.Retained.Sweep();
        foreach (var (state, _) in _away)
        {
            PendingWill? due = null;
            lock (_gate)
            {
                if (state.Connection is not null) continue;
                if (state.Will is { } will && broker.Time.GetElapsedTime(will.Since) >= will.Delay) (due, state.Will) = (will, null);
                if (state.Expiry != SessionState.Forever && broker.Time.GetElapsedTime(state.AwaySince).TotalSeconds >= state.Expiry) due = Forget(state) ?? due;
            }
            if (due is not null) broker.PublishWill(due.Session, due.Message);
        }
    }

    private PendingWill? Forget(SessionState state)
    {
        _all.TryRemove(KeyValuePair.Create(state.ClientId, state));
        _away.TryRemove(state, out _);
        lock (state.Gate)
        {
            state.IsForgotten = true;
            foreach (var subscription in state.Subscriptions.Values) broker.Router.Index.Remove(subscription);
            state.Subscriptions.Clear();
            var will = state.Will;
            state.Will = null;
            return will;
        }
    }
}
