using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Client;

/// <summary>One connection to an MQTT server, from CONNECT to its end; it does not come back by itself (<see cref="MqttLink"/> does).</summary>
/// <remarks>Safe from any thread. It has no thread of its own; idle it holds a few kilobytes and one timer.</remarks>
public sealed partial class MqttClient : IAsyncDisposable
{
    private readonly MqttClientOptions _options;
    private readonly StreamTransport _transport;
    private readonly Pump _pump;
    private readonly CountingWriter _writer;
    private readonly MqttClientSession _session;
    private readonly TaskCompletionSource<MqttClientEnd> _disconnected = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _ending = new();
    private SemaphoreSlim _window = new(0);
    private MqttClientEnd? _end;
    private ITimer? _keepAlive;
    private Task _reading = Task.CompletedTask;

    private MqttClient(MqttClientOptions options, Stream stream)
    {
        _options = options;
        _session = options.Session ?? new MqttClientSession();
        _transport = new StreamTransport(stream);
        _writer = new CountingWriter(_transport.Output);
        _pump = new Pump(_writer, WriteSome, static (_, _) => { }, cause => Finish(new MqttClientEnd(ReasonCode.UnspecifiedError, ByServer: true, cause)));
        _arrivals = new Arrivals(DeliverAsync, cause => Finish(new MqttClientEnd(ReasonCode.ImplementationSpecificError, ByServer: false, cause)));
    }

    /// <summary>What the server answered.</summary>
    public ConnAckPacket Answer { get; private set; } = new(false, ReasonCode.UnspecifiedError, MqttProperties.None);

    /// <summary>The client id, as asked for or as the server assigned it.</summary>
    public string ClientId => Answer.Properties.Text(PropertyId.AssignedClientIdentifier) ?? _options.ClientId;

    /// <summary>True: the server had kept the session.</summary>
    public bool SessionPresent => Answer.SessionPresent;

    /// <summary>True until the end has begun.</summary>
    public bool IsConnected => Volatile.Read(ref _end) is null;

    /// <summary>Completes, never faults, when the connection has ended.</summary>
    public Task<MqttClientEnd> Disconnected => _disconnected.Task;

    /// <summary>Dials, says CONNECT and waits for its answer.</summary>
    /// <exception cref="MqttConnectRefusedException">The server said no.</exception>
    /// <exception cref="MqttConnectionLostException">The server could not be reached, or went away before it answered.</exception>
    /// <exception cref="MqttProtocolException">What it answered is no MQTT.</exception>
    /// <exception cref="TimeoutException">It took longer than <see cref="MqttClientOptions.ConnectTimeout"/>.</exception>
    public static async Task<MqttClient> ConnectAsync(MqttClientOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(options);
        using var patience = new CancellationTokenSource(options.ConnectTimeout, options.Time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        MqttClient? client = null;
        try
        {
            client = new MqttClient(options, await options.Dial(both.Token));
            await client.OpenAsync(both.Token);
            return client;
        }
        catch (Exception failure)
        {
            if (client is not null) await client.DisposeAsync();
            cancellationToken.ThrowIfCancellationRequested();
            if (patience.IsCancellationRequested) throw new TimeoutException("The server did not answer CONNECT in time.", failure);
            if (failure is not MqttConnectionLostException && Transport.IsLoss(failure))
                throw new MqttConnectionLostException($"The server could not be reached: {failure.Message}", failure);
            throw;
        }
    }

    /// <summary>Publishes a message. QoS 0: completes when it is written; QoS 1: at PUBACK; QoS 2: at PUBCOMP, or at a refusing PUBREC.</summary>
    /// <returns>Success, or what the server said; 0x80 or above: it refused.</returns>
    /// <exception cref="ArgumentException">The topic is no topic name.</exception>
    /// <exception cref="MqttConnectionLostException">The connection has ended first, and no session is kept.</exception>
    /// <remarks>Cancelling gives up waiting; a message already under way stays so.</remarks>
    public async Task<ReasonCode> PublishAsync(MqttMessage message, CancellationToken cancellationToken)
    {
        Broker.MqttBroker.Checked(message);
        if (message.QoS == QoS.AtMostOnce)
        {
            await WriteAsync(new PublishPacket(message.Topic, message.Payload, QoS.AtMostOnce, 0) { Retain = message.Retain, Properties = message.Properties }, cancellationToken);
            return ReasonCode.Success;
        }
        await WaitAsync(_window, cancellationToken);
        var delivery = _session.Launch(message);
        Enqueue(delivery.Packet(dup: false));
        if (!IsConnected) FailIfForgotten();
        return await delivery.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Subscribes, and waits for the answer.</summary>
    /// <returns>For each filter the QoS granted, or a failure.</returns>
    public async Task<IReadOnlyList<ReasonCode>> SubscribeAsync(IReadOnlyList<TopicSubscription> subscriptions, CancellationToken cancellationToken) =>
        await AskAsync(id => new SubscribePacket(id, subscriptions, MqttProperties.None), cancellationToken);

    /// <summary>Subscribes to one filter, and waits for the answer.</summary>
    public async Task<ReasonCode> SubscribeAsync(string filter, QoS qos, CancellationToken cancellationToken) =>
        (await SubscribeAsync([new TopicSubscription(filter, qos)], cancellationToken))[0];

    /// <summary>Unsubscribes, and waits for the answer.</summary>
    /// <returns>5.0: a reason for each filter. 3.1.1: none.</returns>
    public async Task<IReadOnlyList<ReasonCode>> UnsubscribeAsync(IReadOnlyList<string> filters, CancellationToken cancellationToken) =>
        await AskAsync(id => new UnsubscribePacket(id, filters, MqttProperties.None), cancellationToken);

    /// <summary>Says DISCONNECT and closes. The will is not published, unless the reason is <see cref="ReasonCode.DisconnectWithWill"/> (5.0).</summary>
    public async Task DisconnectAsync(ReasonCode reason = ReasonCode.Success)
    {
        if (_options.Version == ProtocolVersion.V5 || reason == ReasonCode.Success) Enqueue(new DisconnectPacket(reason, MqttProperties.None));
        Finish(new MqttClientEnd(reason, ByServer: false, null));
        await _disconnected.Task;
    }

    /// <summary>Closes without DISCONNECT where none was sent: the server then publishes the will.</summary>
    public async ValueTask DisposeAsync()
    {
        Finish(new MqttClientEnd(ReasonCode.UnspecifiedError, ByServer: false, null));
        await CloseAsync();
        await _reading;
        _ending.Dispose();
        _window.Dispose();
    }
}
