using System.Buffers;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>This part: what comes. One loop; awaiting in it is the back-pressure.</summary>
internal sealed partial class BrokerConnection
{
    private TaskCompletionSource? _wait;
    private volatile bool _isPaused;

    internal void Pause() => _isPaused = true;

    internal void Resume()
    {
        Volatile.Write(ref _heardAt, _broker.Time.GetTimestamp());
        _isPaused = false;
        WakeReader();
    }

    private bool IsOver => Volatile.Read(ref _endReason) >= 0 || _pump.IsFinished;

    private async Task<SessionEnd> ReadAllAsync()
    {
        var gone = new SessionEnd(ReasonCode.UnspecifiedError, ByClient: true);
        var input = _transport.Input;
        while (true)
        {
            if (_isPaused) await ReadyAsync(PacketType.Reserved);
            if (IsOver || await Transport.ReadAsync(input, CancellationToken.None) is not { } read) return gone;
            var buffer = read.Buffer;
            var before = buffer.Length;
            var packets = 0;
            var isHeld = _pump.TryHold();
            try
            {
                while (!IsOver && MqttFrameReader.TryRead(ref buffer, _broker.Options.MaximumPacketSize, out var frame))
                {
                    packets++;
                    if (!IsReady(frame.Type))
                    {
                        if (isHeld) _pump.Release();
                        await ReadyAsync(frame.Type);
                        isHeld = _pump.TryHold();
                        if (IsOver) return gone;
                    }
                    if (Session is null) await OpenAsync(frame);
                    else if (Handle(frame) is { } end) return end;
                    if (!isHeld) _pump.Signal();
                }
                if (IsOver) return gone;
                if (PublishHead.PayloadLength(buffer, _version) is var payload && payload > _broker.Options.MaximumPayload)
                    throw Fault.TooLarge(payload, _broker.Options.MaximumPayload); // its head has come: the rest is not waited for
                if (!read.IsCompleted) continue;
                return buffer.IsEmpty ? gone : throw Fault.Truncated(buffer.Length);
            }
            finally
            {
                if (packets > 0) Volatile.Write(ref _heardAt, _broker.Time.GetTimestamp());
                _broker.Observer.Received(before - buffer.Length, packets);
                if (isHeld) _pump.Release();
                input.AdvanceTo(buffer.Start, buffer.End);
            }
        }
    }

    /// <summary>False: this packet would not fit what is yet to be answered, or the host has paused the session.</summary>
    private bool IsReady(PacketType type)
    {
        if (_isPaused || _controls.Count >= MaxControls) return false;
        if (type != PacketType.Publish) return true;
        return _window.HasRoom && (IsV5 || _window.OwedAcks < _broker.Options.ReceiveMaximum);
    }

    private async ValueTask ReadyAsync(PacketType type)
    {
        while (!IsOver)
        {
            var wait = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _wait, wait);
            Interlocked.MemoryBarrier();
            if (IsOver || IsReady(type)) return;
            await wait.Task;
        }
    }

    private void WakeReader()
    {
        Interlocked.MemoryBarrier(); // what was freed is visible before the reader is looked for
        if (Volatile.Read(ref _wait) is not null) Interlocked.Exchange(ref _wait, null)?.TrySetResult();
    }

    private SessionEnd? Handle(in MqttFrame frame)
    {
        if (frame.Body.IsSingleSegment) return Handle(frame.Type, frame.Flags, frame.Body.FirstSpan);
        var length = (int)frame.Body.Length;
        var copy = ArrayPool<byte>.Shared.Rent(length);
        try
        {
            frame.Body.CopyTo(copy);
            return Handle(frame.Type, frame.Flags, copy.AsSpan(0, length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(copy);
        }
    }

    private SessionEnd? Handle(PacketType type, byte flags, ReadOnlySpan<byte> body)
    {
        if (type == PacketType.Publish)
        {
            HandlePublish(flags, body);
            return null;
        }
        if (WhyNot(type, body) is { } fault) throw fault;
        switch (MqttPacket.Decode(type, flags, body, _version))
        {
            case PubAckPacket ack: HandlePubAck(ack); break;
            case PubRecPacket rec: HandlePubRec(rec); break;
            case PubRelPacket rel: HandlePubRel(rel); break;
            case PubCompPacket comp: HandlePubComp(comp); break;
            case SubscribePacket subscribe: HandleSubscribe(subscribe); break;
            case UnsubscribePacket unsubscribe: HandleUnsubscribe(unsubscribe); break;
            case PingReqPacket: Enqueue(PingRespPacket.Instance); break; // MQTT-3.12.4-1
            case DisconnectPacket disconnect: return HandleDisconnect(disconnect);
            default: throw new System.Diagnostics.UnreachableException($"{type} is not handled.");
        }
        return null;
    }

    // Packets that must not come at all are refused unread.
    private static MqttProtocolException? WhyNot(PacketType type, ReadOnlySpan<byte> body) => type switch
    {
        PacketType.Connect => Fault.Protocol("MQTT-3.1.0-2", "CONNECT came a second time."),
        PacketType.Auth => Fault.Protocol("MQTT-4.12.1-1", "AUTH came, but CONNECT named no method."),
        PacketType.PingResp when !body.IsEmpty => Fault.LeftOver(body.Length).Silenced(),
        PacketType.ConnAck or PacketType.SubAck or PacketType.UnsubAck or PacketType.PingResp => Fault.Protocol("§2.1.2", $"{type} is the server's to send."),
        _ => null,
    };

    private SessionEnd HandleDisconnect(DisconnectPacket disconnect)
    {
        if (disconnect.Properties.Number(PropertyId.SessionExpiryInterval) is { } expiry)
        {
            if (_connectExpiry == 0 && expiry != 0) throw Fault.Protocol("§3.14.2.2.2", "DISCONNECT prolongs a session that CONNECT gave no time.");
            lock (_state!.Gate) _state.Expiry = Math.Min(expiry, _broker.Options.MaxSessionExpiry);
        }
        if (disconnect.Reason == ReasonCode.Success) _will = null; // MQTT-3.14.4-3; 3.1.1: MQTT-3.1.2-10
        return new SessionEnd(disconnect.Reason, ByClient: true);
    }
}
