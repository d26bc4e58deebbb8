using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.IO.Pipelines;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Broker;

/// <summary>An MQTT 3.1.1 and 5.0 server without a network of its own: it is fed pipes, asks a policy, tells an observer, and reads time from its <see cref="TimeProvider"/>.</summary>
public sealed class MqttBroker : IAsyncDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);

    private readonly Admission _admission;
    private readonly ConcurrentDictionary<long, BrokerConnection> _connections = new(); // by number, so that a tick meets them in the same order in every run
    private readonly ITimer _ticker;
    private long _opened;

    /// <summary>A broker, ready to serve.</summary>
    /// <param name="options">Checked here, and not to be changed afterwards.</param>
    /// <param name="policy">The host's rules.</param>
    /// <param name="observer">The host's counters and log.</param>
    /// <param name="time">Keep alives, expiries and delays are counted on it, in steps of 250 ms.</param>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public MqttBroker(BrokerOptions options, IBrokerPolicy policy, BrokerObserver observer, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        (Options, Policy, Observer, Time) = (options, policy, observer, time);
        _admission = new Admission(options, time);
        Router = new Router(options, observer, time);
        Sessions = new SessionBook(this);
        _ticker = time.CreateTimer(_ => Check(), null, Tick, Tick);
    }

    /// <summary>Connections now held, with or without a session.</summary>
    public int ConnectionCount => _admission.Count;

    /// <summary>Sessions remembered, connected or not.</summary>
    public int SessionCount => Sessions.Count;

    /// <summary>Retained messages now kept.</summary>
    public int RetainedCount => Router.Retained.Count;

    internal BrokerOptions Options { get; }

    internal IBrokerPolicy Policy { get; }

    internal BrokerObserver Observer { get; }

    internal TimeProvider Time { get; }

    internal Router Router { get; }

    internal SessionBook Sessions { get; }

    /// <summary>Asks for a place, before a byte of the connection is read. False: close it; the observer has been told why.</summary>
    public bool TryAdmit(BrokerPeer peer, [NotNullWhen(true)] out ConnectionLease? lease)
    {
        ArgumentNullException.ThrowIfNull(peer);
        var refusal = _admission.TryEnter(peer.Address?.Address, out var wait);
        lease = refusal is null ? new ConnectionLease(_admission, peer, wait) : null;
        if (refusal is { } why) Observer.ConnectionTurnedAway(peer, why);
        return lease is not null;
    }

    /// <summary>Serves one connection until its end. Both pipes are completed then; it never throws for what the peer does.</summary>
    /// <param name="transport">Bytes from and to the client.</param>
    /// <param name="lease">From <see cref="TryAdmit"/>; given back at the end.</param>
    /// <param name="cancellationToken">Cancelled: the connection ends as by <see cref="ReasonCode.ServerShuttingDown"/>.</param>
    public async Task ServeAsync(IDuplexPipe transport, ConnectionLease lease, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(transport);
        ArgumentNullException.ThrowIfNull(lease);
        using var place = lease; // given back whatever happens to the pipes
        if (!await IsItsTurnAsync(lease, cancellationToken))
        {
            await transport.Output.CompleteAsync();
            await transport.Input.CompleteAsync();
            return;
        }
        var connection = new BrokerConnection(this, transport, lease.Peer);
        long number = Interlocked.Increment(ref _opened);
        _connections[number] = connection;
        Observer.ConnectionOpened(lease.Peer);
        try
        {
            await connection.RunAsync(cancellationToken);
        }
        finally
        {
            _connections.TryRemove(number, out _);
            lease.Dispose(); // before anybody is told
            Observer.ConnectionClosed(lease.Peer);
        }
    }

    private async ValueTask<bool> IsItsTurnAsync(ConnectionLease lease, CancellationToken cancellationToken)
    {
        if (lease.Wait <= TimeSpan.Zero) return true;
        await Task.WhenAny(Task.Delay(lease.Wait, Time, cancellationToken), _admission.Stopped);
        return !cancellationToken.IsCancellationRequested && !_admission.Stopped.IsCompleted;
    }

    /// <summary>Publishes as the host: to every subscriber, and kept where <see cref="MqttMessage.Retain"/> is set. The policy is not asked.</summary>
    /// <returns>The number of sessions that it went to.</returns>
    /// <exception cref="ArgumentException">The topic is no topic name.</exception>
    public int Publish(MqttMessage message) => Router.Route(Router.Store(Checked(message), publisher: null));

    /// <summary>The connected session of that client id, or null.</summary>
    public MqttSession? Find(string clientId) => Sessions.Find(clientId)?.Connection?.Session;

    /// <summary>The connected sessions at this moment.</summary>
    public IReadOnlyList<MqttSession> ConnectedSessions() =>
        [.. _connections.Values.Select(connection => connection.Session).OfType<MqttSession>().Where(session => session.IsConnected)];

    /// <summary>Admits nobody any more, ends every connection with <see cref="ReasonCode.ServerShuttingDown"/> and waits until they are gone.</summary>
    /// <param name="deadline">After it the transports are cut. Counted on the broker's clock.</param>
    /// <param name="cancellationToken">Cancelled: cut at once.</param>
    public async Task StopAsync(TimeSpan deadline, CancellationToken cancellationToken)
    {
        _admission.Stop();
        foreach (var connection in _connections.Values) connection.End(ReasonCode.ServerShuttingDown);
        var all = Task.WhenAll(_connections.Values.Select(connection => connection.Ended));
        try
        {
            await all.WaitAsync(deadline, Time, cancellationToken);
        }
        catch (Exception stop) when (stop is TimeoutException or OperationCanceledException)
        {
            foreach (var connection in _connections.Values) connection.Cut();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        await _ticker.DisposeAsync();
    }

    internal static MqttMessage Checked(MqttMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return TopicName.WhyNot(message.Topic) is { } fault ? throw new ArgumentException(fault, nameof(message)) : message;
    }

    internal void PublishWill(MqttSession session, WillMessage will)
    {
        var message = new MqttMessage(will.Topic, will.Payload, will.QoS, will.Retain) { Properties = StoredMessage.Forwarded(will.Properties) };
        var receipt = new WillReceipt(Router, Router.Store(message, session.ClientId));
        try
        {
            var verdict = Policy.Publish(new IncomingPublish
            {
                Session = session,
                Topic = will.Topic,
                Payload = will.Payload.Span,
                Properties = message.Properties,
                QoS = will.QoS,
                Retain = will.Retain,
                IsWill = true,
                Receipt = new PublishReceipt(receipt, 0),
            });
            if (verdict.Answer == PublishAnswer.Refused) Observer.PublishRefused(session, will.Topic, verdict.Reason);
            receipt.Judge(verdict);
        }
        catch (Exception bug)
        {
            Observer.Failed(session, bug);
        }
    }

    private void Check()
    {
        foreach (var (_, connection) in _connections) connection.CheckTime();
        Sessions.CheckTime();
    }
}
