using OpsCenter.Domain.Vocabulary;
using OpsCenter.KioskProtocol.Asks;
using OpsCenter.KioskProtocol.Down;
using OpsCenter.KioskProtocol.Receipts;
using OpsCenter.KioskProtocol.Reports;
using OpsCenter.KioskProtocol.Taps;
using OpsCenter.KioskProtocol.Topics;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Testing;

namespace OpsCenter.Kiosk.Tests.Testing;

/// <summary>A server of the wire for one kiosk, over the real broker core and wires in memory. A test scripts what it loses.</summary>
internal sealed class ScriptedServer : IBrokerPolicy, IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly MqttBroker _broker;
    private readonly List<Task> _serving = [];
    private readonly SortedSet<long> _seen = [];
    private MemoryWire? _wire;
    private MqttSession? _session;
    private OutboxId _outbox;

    internal ScriptedServer(ManualTime time) => _broker = new MqttBroker(new BrokerOptions { ConnectsPerSecond = 10_000, ConnectBurst = 10_000 }, this, BrokerObserver.None, time);

    internal static UnitCode Cell { get; } = UnitCode.Parse("370600");

    internal static KioskId Kiosk { get; } = KioskId.Parse("k-0001");

    /// <summary>Every number in the order in which it came, repeats included.</summary>
    internal List<long> Arrivals { get; } = [];

    internal List<KioskState> States { get; } = [];

    internal List<Ask> Asks { get; } = [];

    internal List<Tap> Taps { get; } = [];

    /// <summary>Numbers that are acknowledged and then forgotten, once each: a broker in between lost them.</summary>
    internal HashSet<long> Swallowed { get; } = [];

    /// <summary>Numbers whose payload is refused for good, and whose number stays missing.</summary>
    internal HashSet<long> Refused { get; } = [];

    /// <summary>Every so many taps the acknowledgement is lost and the cable with it; 0: never.</summary>
    internal int LosesEvery { get; set; }

    /// <summary>On so many connections no receipt comes at once, so that the kiosk sends again what the server has.</summary>
    internal int SkipsReceipts { get; set; }

    internal bool IsDown { get; set; }

    internal bool SendsReceipts { get; set; } = true;

    internal int Wills { get; private set; }

    internal long[] Seen
    {
        get { lock (_gate) return [.. _seen]; }
    }

    internal ValueTask<Stream> DialAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (IsDown) throw new IOException("Nobody answers.");
        Assert.True(_broker.TryAdmit(BrokerPeer.Unknown, out var lease));
        var wire = _wire = new MemoryWire();
        _serving.Add(_broker.ServeAsync(wire.Server, lease, CancellationToken.None));
        return ValueTask.FromResult(wire.Client);
    }

    internal void Cut() => _wire?.Cut();

    internal void Say(DownMessage message) => _session!.Publish(new MqttMessage(Topic(KioskChannel.Down), DownWriter.ToBytes(message), QoS.AtLeastOnce));

    internal void SendReceipt()
    {
        Receipt receipt;
        lock (_gate)
        {
            long upTo = _seen.Count == 0 ? 0 : _seen.Max;
            var missing = new List<SeqRange>();
            long next = 1;
            foreach (long seq in _seen)
            {
                if (seq > next) missing.Add(new SeqRange(next, seq - 1));
                next = seq + 1;
            }
            receipt = new Receipt(_outbox, upTo, missing, HasMore: false);
        }
        _session?.Publish(new MqttMessage(Topic(KioskChannel.Receipt), ReceiptWriter.ToBytes(receipt), QoS.AtLeastOnce));
    }

    public ValueTask<ConnectVerdict> ConnectAsync(ConnectRequest request, CancellationToken cancellationToken) =>
        ValueTask.FromResult(request.UserName == Kiosk.ToString() && request.Password?.Span.SequenceEqual("secret"u8) == true ? ConnectVerdict.Accept() : ConnectVerdict.Refuse(ReasonCode.BadUserNameOrPassword));

    public void Connected(MqttSession session, bool resumed) => _session = session;

    public void Disconnected(MqttSession session, SessionEnd end)
    {
    }

    public SubscribeVerdict Subscribe(MqttSession session, in TopicSubscription wanted) =>
        wanted.Filter == Topic(KioskChannel.Receipt) || wanted.Filter == Topic(KioskChannel.Down) ? SubscribeVerdict.Grant() : SubscribeVerdict.Refuse(ReasonCode.NotAuthorized);

    public void Subscribed(MqttSession session, in TopicSubscription granted)
    {
        if (granted.Filter == Topic(KioskChannel.Receipt) && SendsReceipts && SkipsReceipts-- <= 0) SendReceipt();
    }

    public PublishVerdict Publish(in IncomingPublish publish)
    {
        switch (KioskTopic.Parse(publish.Topic).Channel)
        {
            case KioskChannel.State when new StateReader().TryRead(publish.Payload, out var state, out _):
                if (publish.IsWill) Wills++;
                lock (_gate) States.Add(state);
                return PublishVerdict.Accept(route: false);
            case KioskChannel.Ask when AskReader.TryRead(publish.Payload, out var ask, out _):
                Asks.Add(ask);
                return PublishVerdict.Accept(route: false);
            case KioskChannel.Up when new TapReader().TryRead(publish.Payload, out var tap, out _):
                return Take(tap);
            default:
                return PublishVerdict.Refuse(ReasonCode.PayloadFormatInvalid);
        }
    }

    public async ValueTask DisposeAsync()
    {
        Cut();
        await Task.WhenAll(_serving);
        await _broker.DisposeAsync();
    }

    private PublishVerdict Take(Tap tap)
    {
        lock (_gate)
        {
            Arrivals.Add(tap.Seq);
            Taps.Add(tap);
            _outbox = tap.Outbox;
            if (Refused.Contains(tap.Seq) && tap.Content is not TapContent.Void) return PublishVerdict.Acknowledge(ReasonCode.PayloadFormatInvalid);
            if (!Swallowed.Remove(tap.Seq)) _seen.Add(tap.Seq);
        }
        if (LosesEvery > 0 && Arrivals.Count % LosesEvery == 0)
        {
            Cut();
            return PublishVerdict.Defer(route: false);
        }
        if (SendsReceipts) SendReceipt();
        return PublishVerdict.Accept(route: false);
    }

    private static string Topic(KioskChannel channel) => new KioskTopic(Cell, Kiosk, channel).ToString();
}
