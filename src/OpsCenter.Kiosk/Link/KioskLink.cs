using OpsCenter.Kiosk.Outbox;
using OpsCenter.KioskProtocol.Asks;
using OpsCenter.KioskProtocol.Down;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Reports;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Kiosk.Link;

/// <summary>Carries one outbox to the server and the server's words back, over a connection that it opens again for ever.</summary>
/// <remarks>
/// Each connection starts clean: what was in flight is in the outbox, and the subscription made afresh brings the newest receipt at once.
/// No thread and no timer of its own: <see cref="LinkBeat"/> moves it, and what arrives.
/// </remarks>
public sealed class KioskLink : IDisposable
{
    private readonly Lock _gate = new();
    private readonly IOutbox _outbox;
    private readonly BootClock _boot;
    private readonly LinkBeat _beat;
    private readonly KioskLinkOptions _options;
    private readonly Courier _courier;
    private readonly MqttLink _mqtt;
    private readonly LinkTopics _topics;
    private MqttClient? _client;
    private TimeSpan _stateDue;
    private string? _applied;
    private bool _isChanged;

    /// <summary>Makes the link; <see cref="RunAsync"/> opens it.</summary>
    public KioskLink(KioskIdentity identity, IOutbox outbox, BootClock boot, LinkBeat beat, KioskLinkOptions options)
    {
        (_outbox, _boot, _beat, _options) = (outbox, boot, beat, options);
        _courier = new Courier(outbox, options.Courier);
        _topics = new LinkTopics(identity);
        _mqtt = new MqttLink(_topics.Connect(identity, options, HearAsync), options.Jitter) { OnConnected = ConnectedAsync, OnDown = (failure, _, _) => Down(failure) };
        outbox.Stored = Pump;
        beat.Add(this);
    }

    /// <summary>Whether a connection stands.</summary>
    public bool IsConnected => _client is { IsConnected: true };

    /// <summary>Taps sent and not acknowledged.</summary>
    public int InFlight
    {
        get { lock (_gate) return _courier.InFlight; }
    }

    /// <summary>How often a connection was opened.</summary>
    public int Connections { get; private set; }

    /// <summary>Why the newest attempt or connection failed; null when none did.</summary>
    public string? LastFailure { get; private set; }

    /// <summary>Keeps the link open until cancelled; then says goodbye.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => _mqtt.RunAsync(cancellationToken);

    /// <summary>Asks the server; the answer comes as <see cref="DownContent.Answer"/>.</summary>
    /// <returns>False when no connection stands or the server refused: the screen says so and keeps nothing.</returns>
    public async Task<bool> AskAsync(Ask ask, CancellationToken cancellationToken)
    {
        if (_client is not { } client) return false;
        try
        {
            return !(await client.PublishAsync(new MqttMessage(_topics.Ask, AskWriter.ToBytes(ask), QoS.AtLeastOnce), cancellationToken)).IsFailure();
        }
        catch (MqttConnectionLostException)
        {
            return false;
        }
    }

    /// <summary>Lets the outbox and the beat go; the outbox stays open.</summary>
    public void Dispose()
    {
        _outbox.Stored = null;
        _beat.Remove(this);
    }

    /// <summary>Once a second: what is to be sent again, and the <c>state</c> when its time has come.</summary>
    internal void Beat()
    {
        if (_client is not { IsConnected: true } client) return;
        var now = _boot.Elapsed;
        bool isDue = now >= _stateDue;
        while (_stateDue <= now) _stateDue += _options.StateInterval; // due times do not drift
        if (isDue || _isChanged) Report(client);
        lock (_gate) _courier.Tick(now);
        Pump();
    }

    private async Task ConnectedAsync(MqttClient client, CancellationToken cancellationToken)
    {
        Report(client);
        lock (_gate)
        {
            _courier.Begin(_boot.Elapsed);
            (_client, Connections, _stateDue) = (client, Connections + 1, _boot.Elapsed + _options.StateInterval);
        }
        Pump();
        var granted = await client.SubscribeAsync(_topics.Subscriptions, cancellationToken);
        if (granted.FirstOrDefault(reason => reason.IsFailure()) is var refused and not ReasonCode.Success)
            throw new MqttConnectionLostException($"The server refused the subscription: {refused}.", null);
    }

    private void Down(Exception? failure)
    {
        LastFailure = failure?.Message ?? LastFailure;
        lock (_gate) _client = null;
    }

    // Called when taps were stored, when an answer or a receipt came, and at each beat. Publishing only queues, so it may be done under the lock, which keeps the order.
    private void Pump()
    {
        if (_client is null) return;
        lock (_gate)
        {
            while (_client is { IsConnected: true } client && _courier.TryTake(_boot.Elapsed, out var entry)) Carry(client, entry);
        }
    }

    // Nobody waits for it; a failure is the connection's end, after which the courier begins anew.
    private async void Carry(MqttClient client, OutboxEntry entry)
    {
        try
        {
            var answer = await client.PublishAsync(new MqttMessage(_topics.Up, entry.Payload, QoS.AtLeastOnce), CancellationToken.None);
            lock (_gate)
            {
                if (_client != client) return;
                _courier.Acknowledged(entry.Seq, answer is ReasonCode.PayloadFormatInvalid, _boot.Elapsed);
            }
            Pump();
        }
        catch (Exception lost) when (lost is MqttConnectionLostException or ObjectDisposedException or OperationCanceledException)
        {
            LastFailure = lost.Message;
        }
    }

    private async void Report(MqttClient client)
    {
        _isChanged = false;
        try
        {
            await client.PublishAsync(new MqttMessage(_topics.State, StateWriter.ToBytes(Describe()), QoS.AtLeastOnce, Retain: true), CancellationToken.None);
        }
        catch (Exception lost) when (lost is MqttConnectionLostException or ObjectDisposedException or OperationCanceledException)
        {
            LastFailure = lost.Message; // a state is never spooled: the next connection says it afresh
        }
    }

    private KioskState Describe()
    {
        var held = _outbox.Status;
        return new KioskState
        {
            IsOnline = true,
            Now = _options.Time.GetUtcNow(),
            Since = _boot.Now,
            Uptime = Math.Floor(_boot.Elapsed.TotalSeconds),
            Version = _options.Version,
            Outbox = _outbox.Id,
            LastSeq = held.LastSeq,
            OldestSeq = held.OldestSeq,
            Queued = held.Count,
            Temperature = _options.Temperature(),
            Applied = _applied,
        };
    }

    private ValueTask HearAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        if (message.Topic == _topics.Receipt && ReceiptReader.TryRead(message.Payload.Span, out var receipt, out _))
        {
            lock (_gate) _courier.Apply(receipt, _boot.Elapsed);
            Pump();
        }
        else if (message.Topic == _topics.Down && DownReader.TryRead(message.Payload.Span, out var down, out _))
        {
            _options.OnDown?.Invoke(down);
            if (down.Content is not DownContent.Answer) (_applied, _isChanged) = (down.Id, true); // confirmed at the next beat
        }
        return ValueTask.CompletedTask;
    }
}
