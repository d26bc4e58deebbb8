using System.Security.Cryptography;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>This part: CONNECT and its answer (§3.1.4).</summary>
internal sealed partial class BrokerConnection
{
    private bool _isAnswered;
    private uint _connectExpiry;
    private Action? _cancelConnect; // under the control gate

    private async ValueTask OpenAsync(MqttFrame frame)
    {
        var connect = DecodeConnect(frame);
        _version = connect.Version;
        if (WhyNot(connect) is { } faulty)
        {
            Refuse(connect, faulty);
            return;
        }
        var isAssigned = connect.ClientId.Length == 0;
        ClientId = isAssigned ? $"auto-{RandomNumberGenerator.GetHexString(20, lowercase: true)}" : connect.ClientId; // MQTT-3.1.3-6
        var request = new ConnectRequest(ClientId, connect.Version, _peer)
        {
            IsClientIdAssigned = isAssigned,
            UserName = connect.UserName,
            Password = connect.Password,
            CleanStart = connect.CleanStart,
            KeepAlive = connect.KeepAlive,
            Will = connect.Will,
            Properties = connect.Properties,
        };
        var verdict = await AskAsync(request);
        if (IsOver) return;
        if (verdict.Reason.IsFailure()) Refuse(connect, verdict.Reason);
        else Accept(connect, request, verdict.State);
    }

    private async ValueTask<ConnectVerdict> AskAsync(ConnectRequest request)
    {
        using var connecting = new CancellationTokenSource();
        lock (_controlGate) _cancelConnect = connecting.Cancel;
        try
        {
            if (IsOver) await connecting.CancelAsync();
            return await _broker.Policy.ConnectAsync(request, connecting.Token);
        }
        finally
        {
            lock (_controlGate) _cancelConnect = null; // nobody cancels it once it is disposed
        }
    }

    private ConnectPacket DecodeConnect(in MqttFrame frame)
    {
        if (frame.Type != PacketType.Connect) throw Fault.Protocol("MQTT-3.1.0-1", $"The first packet is {frame.Type}, not CONNECT.");
        try
        {
            return (ConnectPacket)MqttPacket.Decode(frame, _version);
        }
        catch (MqttProtocolException fault) when (!fault.IsSilent)
        {
            if (fault.Reason != ReasonCode.UnsupportedProtocolVersion) _version = ProtocolVersion.V5; // else in the form of 3.1.1, which every client reads (MQTT-3.1.2-2)
            Enqueue(new ConnAckPacket(false, fault.Reason, MqttProperties.None));
            throw;
        }
    }

    private ReasonCode? WhyNot(ConnectPacket connect)
    {
        if (connect.Version == ProtocolVersion.V31 && !_broker.Options.AcceptVersion31) return ReasonCode.UnsupportedProtocolVersion; // MQTT-3.1.2-2
        if (connect.Properties.Text(PropertyId.AuthenticationMethod) is not null) return ReasonCode.BadAuthenticationMethod; // MQTT-4.12.0-1
        if (connect.Will is { } will && will.Payload.Length > _broker.Options.MaximumPayload) return ReasonCode.PacketTooLarge;
        if (connect.ClientId.Length > 0 || connect.Version == ProtocolVersion.V5) return null;
        return connect.Version == ProtocolVersion.V31 || !connect.CleanStart ? ReasonCode.ClientIdentifierNotValid : null; // 3.1.1: MQTT-3.1.3-8
    }

    private void Refuse(ConnectPacket connect, ReasonCode reason)
    {
        _broker.Observer.ConnectRefused(_peer, connect.ClientId, reason);
        Enqueue(new ConnAckPacket(false, reason, MqttProperties.None)); // MQTT-3.1.4-2, MQTT-3.2.2-6
        Interlocked.CompareExchange(ref _endReason, (int)reason, -1);
    }

    private void Accept(ConnectPacket connect, ConnectRequest request, object? hostState)
    {
        var options = _broker.Options;
        _connectExpiry = IsV5 ? connect.Properties.Number(PropertyId.SessionExpiryInterval) ?? 0
            : connect.CleanStart ? 0 : SessionState.Forever;
        var expiry = Math.Min(_connectExpiry, options.MaxSessionExpiry);
        _sendWindow = Math.Min(options.MaxInFlight, (int)(connect.Properties.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue));
        _clientMaximumPacket = connect.Properties.Number(PropertyId.MaximumPacketSize) ?? uint.MaxValue;
        var aliases = Math.Min(options.OutgoingTopicAliases, (int)(connect.Properties.Number(PropertyId.TopicAliasMaximum) ?? 0)); // MQTT-3.1.2-26
        _outgoingAliases = aliases > 0 ? new TopicAliasTable(aliases) : null;
        _will = connect.Will;
        var keepAlive = KeepAliveFor(connect);
        _silenceAllowed = TimeSpan.FromSeconds(keepAlive * 1.5);

        lock (_life) Begin(connect, request with { Password = null }, hostState, expiry, keepAlive);
        Signal();
    }

    private void Begin(ConnectPacket connect, ConnectRequest request, object? hostState, uint expiry, int keepAlive)
    {
        Session = new MqttSession(this, request) { State = hostState };
        if (_broker.Sessions.Enter(this, connect, expiry) is not { } entered)
        {
            Session = null;
            Refuse(connect, ReasonCode.QuotaExceeded);
            return;
        }
        _state = entered.State;
        var isPresent = entered.Resumed && _version != ProtocolVersion.V31; // 3.1 knows no such flag
        var connAck = new ConnAckPacket(isPresent, ReasonCode.Success, Announce(request, keepAlive, expiry));
        var isTooLarge = MqttPacketSize(connAck) > _clientMaximumPacket; // a client that cannot take its CONNACK (MQTT-3.1.2-24)
        if (isTooLarge) End(ReasonCode.PacketTooLarge);
        else Enqueue(connAck);
        Volatile.Write(ref _isAnswered, !isTooLarge);
        _broker.Policy.Connected(Session, entered.Resumed);
    }

    private int KeepAliveFor(ConnectPacket connect)
    {
        var most = _broker.Options.MaximumKeepAlive;
        return IsV5 && most > 0 && (connect.KeepAlive == 0 || connect.KeepAlive > most) ? most : connect.KeepAlive; // MQTT-3.2.2-21
    }

    private MqttProperties Announce(ConnectRequest request, int keepAlive, uint expiry)
    {
        if (!IsV5) return MqttProperties.None;
        var options = _broker.Options;
        var all = new List<MqttProperty>();
        if (options.TopicAliasMaximum > 0) all.Add(MqttProperty.Of(PropertyId.TopicAliasMaximum, (uint)options.TopicAliasMaximum));
        if (options.ReceiveMaximum < ushort.MaxValue) all.Add(MqttProperty.Of(PropertyId.ReceiveMaximum, (uint)options.ReceiveMaximum));
        if (options.MaximumPacketSize < MqttFrameReader.LargestPacket) all.Add(MqttProperty.Of(PropertyId.MaximumPacketSize, (uint)options.MaximumPacketSize));
        if (expiry != _connectExpiry) all.Add(MqttProperty.Of(PropertyId.SessionExpiryInterval, expiry));
        if (keepAlive != request.KeepAlive) all.Add(MqttProperty.Of(PropertyId.ServerKeepAlive, (uint)keepAlive));
        if (request.IsClientIdAssigned) all.Add(MqttProperty.Of(PropertyId.AssignedClientIdentifier, ClientId)); // MQTT-3.2.2-16
        return MqttProperties.Of([.. all]);
    }

    private uint MqttPacketSize(ConnAckPacket connAck)
    {
        var buffer = new System.Buffers.ArrayBufferWriter<byte>(64);
        connAck.Write(buffer, _version);
        return (uint)buffer.WrittenCount;
    }
}
