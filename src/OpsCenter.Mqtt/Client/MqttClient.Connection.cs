using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Client;

/// <summary>This part: opening, reading, writing, ending.</summary>
public sealed partial class MqttClient
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private readonly Queue<(MqttPacket Packet, TaskCompletionSource? Written)> _outgoing = new(); // bounded by the window and by callers that await
    private readonly Dictionary<ushort, TaskCompletionSource<IReadOnlyList<ReasonCode>>> _asked = [];
    private readonly List<TaskCompletionSource> _writing = [];
    private int _isClosing;
    private long _wroteAt, _heardAt;
    private bool _isPinging;

    private async Task OpenAsync(CancellationToken cancellationToken)
    {
        var isV5 = _options.Version == ProtocolVersion.V5;
        Enqueue(new ConnectPacket(_options.Version, _options.ClientId)
        {
            CleanStart = _options.CleanStart,
            KeepAlive = checked((ushort)_options.KeepAlive.TotalSeconds),
            UserName = _options.UserName,
            Password = _options.Password,
            Will = _options.Will,
            Properties = isV5 ? Promises() : MqttProperties.None,
        });
        Answer = await ReadAnswerAsync(cancellationToken);
        if (Answer.Reason.IsFailure()) throw new MqttConnectRefusedException(Answer.Reason);
        if (!Answer.SessionPresent) _session.Abandon(new MqttConnectionLostException("The server kept no session; what was in flight is lost.", null)); // MQTT-3.2.2-5
        var window = Math.Min(_options.MaxInFlight, (int)(Answer.Properties.Number(PropertyId.ReceiveMaximum) ?? ushort.MaxValue));
        var repeated = _session.All();
        _window = new SemaphoreSlim(Math.Max(0, window - repeated.Length), int.MaxValue);
        foreach (var delivery in repeated) Enqueue(delivery.Packet(dup: true)); // MQTT-4.4.0-1
        StartKeepAlive();
        _reading = ReadAllAsync();
    }

    private MqttProperties Promises()
    {
        var all = new List<MqttProperty>(_options.Properties);
        if (_options.SessionExpiry > 0) all.Add(MqttProperty.Of(PropertyId.SessionExpiryInterval, _options.SessionExpiry));
        if (_options.ReceiveMaximum < ushort.MaxValue) all.Add(MqttProperty.Of(PropertyId.ReceiveMaximum, (uint)_options.ReceiveMaximum));
        if (_options.MaximumPacketSize < MqttFrameReader.LargestPacket) all.Add(MqttProperty.Of(PropertyId.MaximumPacketSize, (uint)_options.MaximumPacketSize));
        if (_options.TopicAliasMaximum > 0) all.Add(MqttProperty.Of(PropertyId.TopicAliasMaximum, (uint)_options.TopicAliasMaximum));
        return MqttProperties.Of([.. all]);
    }

    private async Task<ConnAckPacket> ReadAnswerAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var read = await _transport.Input.ReadAsync(cancellationToken);
            var buffer = read.Buffer;
            var isWhole = false;
            try
            {
                isWhole = MqttFrameReader.TryRead(ref buffer, _options.MaximumPacketSize, out var frame);
                if (isWhole)
                    return MqttPacket.Decode(frame, _options.Version) as ConnAckPacket ?? throw Fault.Protocol("MQTT-3.2.0-1", "The first packet is no CONNACK.");
                if (read.IsCompleted || read.IsCanceled) throw new MqttConnectionLostException("The server closed before it answered CONNECT.", _end?.Cause);
            }
            finally
            {
                _transport.Input.AdvanceTo(buffer.Start, isWhole ? buffer.Start : buffer.End); // what came behind CONNACK is yet to be looked at
            }
        }
    }

    private async Task ReadAllAsync()
    {
        var end = new MqttClientEnd(ReasonCode.UnspecifiedError, ByServer: true, null);
        try
        {
            while (IsConnected && await Transport.ReadAsync(_transport.Input, CancellationToken.None) is { } read)
            {
                var buffer = read.Buffer;
                Volatile.Write(ref _heardAt, _options.Time.GetTimestamp());
                try
                {
                    while (IsConnected && MqttFrameReader.TryRead(ref buffer, _options.MaximumPacketSize, out var frame))
                        await HandleAsync(MqttPacket.Decode(frame, _options.Version));
                    if (read.IsCompleted) break;
                }
                finally
                {
                    _transport.Input.AdvanceTo(buffer.Start, buffer.End);
                }
            }
        }
        catch (MqttProtocolException fault)
        {
            if (_options.Version == ProtocolVersion.V5) Enqueue(new DisconnectPacket(fault.Reason, MqttProperties.None));
            end = new MqttClientEnd(fault.Reason, ByServer: false, fault);
        }
        Finish(end);
        await CloseAsync();
    }

    private void StartKeepAlive()
    {
        var interval = Answer.Properties.Number(PropertyId.ServerKeepAlive) is { } seconds ? TimeSpan.FromSeconds(seconds) : _options.KeepAlive; // MQTT-3.2.2-21
        if (interval <= TimeSpan.Zero) return;
        _heardAt = _options.Time.GetTimestamp();
        var half = interval / 2; // at every half: a ping where nothing was sent, so that no silence is longer than the interval (MQTT-3.1.2-20),
                                 // and where nothing was heard, so that who sends all the time finds out that nobody is there
        _keepAlive = _options.Time.CreateTimer(_ => KeepAlive(half), null, half, half);
    }

    private void KeepAlive(TimeSpan half)
    {
        if (_isPinging) Finish(new MqttClientEnd(ReasonCode.KeepAliveTimeout, ByServer: true, null)); // half an interval without an answer
        else if (IsAgo(ref _wroteAt, half) || IsAgo(ref _heardAt, half))
        {
            _isPinging = true;
            Enqueue(PingReqPacket.Instance);
        }
    }

    private bool IsAgo(ref long at, TimeSpan half) => _options.Time.GetElapsedTime(Volatile.Read(ref at)) >= half;

    private void Enqueue(MqttPacket packet, TaskCompletionSource? written = null)
    {
        lock (_gate) _outgoing.Enqueue((packet, written));
        _pump.Signal();
    }

    private async Task WriteAsync(MqttPacket packet, CancellationToken cancellationToken)
    {
        var written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!IsConnected) throw Lost();
        Enqueue(packet, written);
        if (!IsConnected) written.TrySetException(Lost());
        await written.Task.WaitAsync(cancellationToken);
    }

    private int WriteSome()
    {
        foreach (var written in _writing) written.TrySetResult();
        _writing.Clear();
        if (_pump.IsFinished) return 0;
        var count = 0;
        lock (_gate)
        {
            for (; count < 256 && _outgoing.TryDequeue(out var next); count++)
            {
                next.Packet.Write(_writer, _options.Version);
                if (next.Written is not null) _writing.Add(next.Written);
            }
        }
        if (count > 0) Volatile.Write(ref _wroteAt, _options.Time.GetTimestamp());
        return count;
    }

    private MqttConnectionLostException Lost() => new($"The connection has ended: {_end?.Reason}.", _end?.Cause);

    private void Finish(MqttClientEnd end)
    {
        if (Interlocked.CompareExchange(ref _end, end, null) is not null) return;
        _pump.Finish();
        _ending.Cancel();
        _transport.Input.CancelPendingRead();
    }

    private async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _isClosing, 1) != 0)
        {
            await _disconnected.Task;
            return;
        }
        if (_keepAlive is not null) await _keepAlive.DisposeAsync();
        try
        {
            await _pump.Finished.WaitAsync(Farewell, _options.Time);
        }
        catch (TimeoutException)
        {
            _transport.Output.CancelPendingFlush();
        }
        await _transport.DisposeAsync();
        _arrivals.Clear();
        FailIfForgotten();
        _disconnected.TrySetResult(_end!);
    }

    private void FailIfForgotten()
    {
        TaskCompletionSource<IReadOnlyList<ReasonCode>>[] asked;
        (MqttPacket Packet, TaskCompletionSource? Written)[] unwritten;
        lock (_gate)
        {
            asked = [.. _asked.Values];
            unwritten = [.. _outgoing];
        }
        foreach (var one in asked) one.TrySetException(Lost());
        foreach (var (_, written) in unwritten) written?.TrySetException(Lost());
        if (_options.Session is null) _session.Abandon(Lost());
    }
}
