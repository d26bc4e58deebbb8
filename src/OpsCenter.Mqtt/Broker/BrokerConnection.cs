using System.IO.Pipelines;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>One connection from its first byte to its last. This part: its life. The others read and write.</summary>
internal sealed partial class BrokerConnection
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2); // for a peer that does not take what is left for it

    private readonly MqttBroker _broker;
    private readonly IDuplexPipe _transport;
    private readonly BrokerPeer _peer;
    private readonly CountingWriter _writer;
    private readonly Pump _pump;
    private readonly InboundWindow _window;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly long _openedAt;
    private readonly Lock _life = new(); // around the beginning and the end, so that the policy hears them in that order; taken before any other
    private SessionState? _state;
    private WillMessage? _will;
    private ProtocolVersion _version = ProtocolVersion.V311;
    private TimeSpan _silenceAllowed; // zero: any
    private long _heardAt;
    private int _left;
    private bool _isMute; // nothing is said at the end
    private int _endReason = -1;

    internal BrokerConnection(MqttBroker broker, IDuplexPipe transport, BrokerPeer peer)
    {
        (_broker, _transport, _peer) = (broker, transport, peer);
        _writer = new CountingWriter(transport.Output);
        _pump = new Pump(_writer, WriteSome, broker.Observer.Sent, Lost);
        _window = new InboundWindow(this, broker.Options.ReceiveMaximum + 1);
        _openedAt = _heardAt = broker.Time.GetTimestamp();
    }

    /// <summary>Empty until CONNECT.</summary>
    internal string ClientId { get; private set; } = "";

    /// <summary>Null until CONNECT is accepted.</summary>
    internal MqttSession? Session { get; private set; }

    internal bool IsConnected => Session is not null && Volatile.Read(ref _left) == 0 && Volatile.Read(ref _endReason) < 0;

    internal Task Ended => _ended.Task;

    internal int Unanswered => _window.OwedAcks + (_state?.ArrivalCount ?? 0);

    private bool IsV5 => _version == ProtocolVersion.V5;

    internal async Task RunAsync(CancellationToken cancellationToken)
    {
        var end = new SessionEnd(ReasonCode.UnspecifiedError, ByClient: true);
        await using var stopping = cancellationToken.UnsafeRegister(static me => ((BrokerConnection)me!).End(ReasonCode.ServerShuttingDown), this);
        try
        {
            end = await ReadAllAsync();
        }
        catch (MqttProtocolException fault)
        {
            _broker.Observer.ProtocolBroken(_peer, Session, fault);
            end = new SessionEnd(fault.Reason, ByClient: false);
            _isMute |= fault.IsSilent;
        }
        catch (OperationCanceledException) when (IsOver)
        {
        }
        catch (Exception bug)
        {
            _broker.Observer.Failed(Session, bug);
            end = new SessionEnd(ReasonCode.UnspecifiedError, ByClient: false);
        }
        if (Volatile.Read(ref _endReason) is >= 0 and var reason) end = new SessionEnd((ReasonCode)reason, ByClient: false);
        await CloseAsync(end);
    }

    /// <summary>Any thread: the connection is to end, and 5.0 hears why.</summary>
    internal void End(ReasonCode reason)
    {
        if (Interlocked.CompareExchange(ref _endReason, (int)reason, -1) >= 0) return;
        lock (_controlGate) _cancelConnect?.Invoke();
        _transport.Input.CancelPendingRead();
        WakeReader();
    }

    /// <summary>Ends it without a word and without waiting.</summary>
    internal void Cut()
    {
        End(ReasonCode.ServerShuttingDown);
        _transport.Output.CancelPendingFlush();
    }

    /// <summary>Gives the session back, tells the policy, sees to the will. Only the first call counts: of the reader, or of the connection that takes over.</summary>
    internal void Leave(SessionEnd end, bool sessionEnds)
    {
        if (end.Reason == ReasonCode.SessionTakenOver) End(end.Reason);
        lock (_life) // not before its Connected is through
        {
            if (Session is not { } session || _state is not { } state || Interlocked.Exchange(ref _left, 1) != 0) return;
            var delay = TimeSpan.FromSeconds(_will?.Properties.Number(PropertyId.WillDelayInterval) ?? 0);
            var isDelayed = _will is not null && delay > TimeSpan.Zero && state.Expiry > 0 && !sessionEnds;
            Tell(session, end);
            _broker.Sessions.Leave(this, state, isDelayed ? new PendingWill(_will!, session, _broker.Time.GetTimestamp(), delay) : null);
            if (_will is not null && !isDelayed) _broker.PublishWill(session, _will); // MQTT-3.1.2-8
        }
    }

    private void Tell(MqttSession session, SessionEnd end)
    {
        try
        {
            _broker.Policy.Disconnected(session, end);
        }
        catch (Exception bug)
        {
            _broker.Observer.Failed(session, bug);
        }
    }

    /// <summary>The broker's tick: too slow to connect, or silent for too long?</summary>
    internal void CheckTime()
    {
        if (Session is null)
        {
            if (_broker.Time.GetElapsedTime(_openedAt) >= _broker.Options.ConnectTimeout) End(ReasonCode.KeepAliveTimeout);
        }
        else if (_silenceAllowed > TimeSpan.Zero && !_isPaused && _broker.Time.GetElapsedTime(Volatile.Read(ref _heardAt)) >= _silenceAllowed)
        {
            End(ReasonCode.KeepAliveTimeout); // MQTT-3.1.2-22 (3.1.1: -24)
        }
    }

    private async Task CloseAsync(SessionEnd end)
    {
        Leave(end, sessionEnds: false);
        // MQTT-3.1.4-1: before CONNACK there is no DISCONNECT; 3.1.1 never has one from the server.
        if (IsV5 && _isAnswered && !_isMute && !end.ByClient) _farewell = new DisconnectPacket(end.Reason, MqttProperties.None);
        _pump.Finish();
        try
        {
            await _pump.Finished.WaitAsync(Farewell, _broker.Time);
        }
        catch (TimeoutException)
        {
            _transport.Output.CancelPendingFlush();
        }
        await _transport.Output.CompleteAsync();
        await _transport.Input.CompleteAsync();
        _ended.SetResult();
    }

    private void Lost(Exception? bug)
    {
        if (bug is not null) _broker.Observer.Failed(Session, bug);
        _transport.Input.CancelPendingRead();
        WakeReader();
    }
}
