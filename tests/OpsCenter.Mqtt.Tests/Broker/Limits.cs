using System.IO.Pipelines;
using System.Net;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

public sealed class Limits
{
    [Fact]
    public async Task A_place_is_refused_before_a_byte_is_read()
    {
        await using var broker = new TestBroker(options => (options.MaxConnections, options.MaxConnectionsPerAddress) = (3, 2));
        var here = new BrokerPeer(new IPEndPoint(IPAddress.Parse("10.0.0.1"), 1), null);
        Assert.True(broker.Broker.TryAdmit(here, out var first));
        Assert.True(broker.Broker.TryAdmit(here, out var second));
        Assert.False(broker.Broker.TryAdmit(here, out _));
        Assert.True(broker.Broker.TryAdmit(BrokerPeer.Unknown, out var third));
        Assert.False(broker.Broker.TryAdmit(BrokerPeer.Unknown, out _));
        second.Dispose();
        second.Dispose(); // twice gives one place back
        Assert.True(broker.Broker.TryAdmit(here, out var again));
        Assert.False(broker.Broker.TryAdmit(here, out _));
        Assert.Equal(["turned away TooManyFromAddress", "turned away TooManyConnections", "turned away TooManyConnections"], broker.Observer.Told);
        foreach (var lease in (ConnectionLease[])[first, third, again]) lease.Dispose();
        Assert.Equal(0, broker.Broker.ConnectionCount);
    }

    [Fact]
    public async Task Connections_come_at_a_rate_with_a_burst()
    {
        await using var broker = new TestBroker(options => (options.ConnectsPerSecond, options.ConnectBurst) = (2, 3));
        int Admitted() => Enumerable.Range(0, 5).Count(_ => broker.Broker.TryAdmit(BrokerPeer.Unknown, out var _));
        Assert.Equal(3, Admitted());
        broker.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, Admitted());
    }

    [Fact]
    public async Task Who_leaves_before_his_turn_gives_his_place_back_even_if_his_pipe_breaks()
    {
        await using var broker = new TestBroker(options => (options.ConnectsPerSecond, options.ConnectBurst, options.ConnectPatience) = (1, 1, TimeSpan.FromSeconds(10)));
        Assert.True(broker.Broker.TryAdmit(BrokerPeer.Unknown, out var first));
        first.Dispose();
        Assert.True(broker.Broker.TryAdmit(BrokerPeer.Unknown, out var waits));
        using var leaving = new CancellationTokenSource();
        var serving = broker.Broker.ServeAsync(new TestBroker.Duplex(new Pipe().Reader, new BrokenWriter()), waits, leaving.Token);
        Assert.Equal(1, broker.Broker.ConnectionCount);
        await leaving.CancelAsync();
        await Assert.ThrowsAsync<IOException>(() => serving);
        Assert.Equal(0, broker.Broker.ConnectionCount);
    }

    private sealed class BrokenWriter : PipeWriter
    {
        public override void Advance(int bytes) => throw new IOException();

        public override void CancelPendingFlush() => throw new IOException();

        public override void Complete(Exception? exception = null) => throw new IOException();

        public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => throw new IOException();

        public override Memory<byte> GetMemory(int sizeHint = 0) => throw new IOException();

        public override Span<byte> GetSpan(int sizeHint = 0) => throw new IOException();
    }

    [Theory]
    [InlineData(ReasonCode.BadUserNameOrPassword, "20 02 00 04", "20 03 00 86 00")]
    [InlineData(ReasonCode.ClientIdentifierNotValid, "20 02 00 02", "20 03 00 85 00")]
    [InlineData(ReasonCode.NotAuthorized, "20 02 00 05", "20 03 00 87 00")]
    [InlineData(ReasonCode.ServerUnavailable, "20 02 00 03", "20 03 00 88 00")]
    public async Task A_refused_connection_hears_why_in_its_own_version(ReasonCode reason, string old, string v5)
    {
        await using var broker = new TestBroker();
        broker.Policy.OnConnect = _ => ConnectVerdict.Refuse(reason);
        await using var peer = broker.Dial();
        await peer.SendAsync("10 0D 0004 4D515454 04 02 000A 0001 70");
        await peer.ExpectAsync(old);
        await peer.ExpectClosedAsync();
        await using var newer = broker.Dial();
        await newer.SendAsync("10 0E 0004 4D515454 05 02 000A 00 0001 70");
        await newer.ExpectAsync(v5);
        await newer.ExpectClosedAsync();
        Assert.Equal([$"refused p {reason}", $"refused p {reason}"], broker.Observer.Told);
        Assert.Empty(broker.Policy.Heard);
    }

    [Fact]
    public async Task The_policy_sees_what_CONNECT_and_transport_say()
    {
        await using var broker = new TestBroker();
        ConnectRequest? seen = null;
        broker.Policy.OnConnect = request =>
        {
            seen = request;
            return ConnectVerdict.Accept("mine");
        };
        MqttSession? session = null;
        broker.Policy.OnConnected = connected => session = connected;
        await using var peer = broker.Dial();
        await peer.SendAsync("10 14 0004 4D515454 04 C2 000A 0001 70 0002 7573 0001 FF");
        await peer.ExpectAsync("20 02 00 00");
        Assert.Equal(("p", "us", 0xFF, (ushort)10, true), (seen!.ClientId, seen.UserName!, (int)seen.Password!.Value.Span[0], seen.KeepAlive, seen.CleanStart));
        Assert.Equal("mine", session!.State);
        Assert.Null(session.Request.Password);
    }

    [Theory]
    [InlineData(ProtocolVersion.V311, "30 8C 80 01 0005 746F706963", "")] // 16,396 bytes: not one of them is waited for
    [InlineData(ProtocolVersion.V5, "30 8C 80 01 0005 746F706963", "E0 01 95")]
    [InlineData(ProtocolVersion.V311, "30 13 0005", "")] // 12 bytes of payload, 11 allowed: the topic's length tells it, so not even the topic is waited for
    [InlineData(ProtocolVersion.V311, "32 15 0005", "")]
    [InlineData(ProtocolVersion.V311, "34 15 0005", "")]
    [InlineData(ProtocolVersion.V5, "30 14 0005 746F706963 00", "E0 01 95")] // in 5.0 the length of the properties does
    [InlineData(ProtocolVersion.V5, "30 17 0005 746F706963 03", "E0 01 95")]
    [InlineData(ProtocolVersion.V5, "32 16 0005 746F706963 0001 00", "E0 01 95")]
    [InlineData(ProtocolVersion.V5, "30 14 0005 746F706963 00 7061796C6F61647061796C6F6164", "E0 01 95")] // 12 bytes of payload, 11 allowed
    public async Task A_message_above_the_limit_ends_the_connection_unread(ProtocolVersion version, string send, string answer)
    {
        await using var broker = new TestBroker(options => (options.MaximumPacketSize, options.MaximumPayload) = (16_384, 11));
        await using var peer = broker.Dial();
        await peer.SendAsync(version == ProtocolVersion.V5 ? "10 0E 0004 4D515454 05 02 000A 00 0001 70" : "10 0D 0004 4D515454 04 02 000A 0001 70");
        await peer.ExpectAsync(version == ProtocolVersion.V5 ? "20 0E 00 00 0B 22000A 210014 27 00004000" : "20 02 00 00");
        await peer.SendAsync(send);
        await peer.ExpectAsync(answer);
        await peer.ExpectClosedAsync();
        Assert.Contains("broken PacketTooLarge MQTT-3.1.2-24", broker.Observer.Told);
        Assert.DoesNotContain(broker.Policy.Heard, heard => heard.StartsWith("publish", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ProtocolVersion.V311, "30 12 0005", "746F706963 7061796C6F61647061796C")] // 11 bytes of payload
    [InlineData(ProtocolVersion.V5, "30 13 0005 746F706963 00", "7061796C6F61647061796C")]
    [InlineData(ProtocolVersion.V5, "30 1A 0005 746F706963 07", "08 0004 68657265 7061796C6F61647061796C")] // behind 7 bytes of properties
    public async Task A_message_within_the_limit_is_waited_for(ProtocolVersion version, string begin, string rest)
    {
        await using var broker = new TestBroker(options => options.MaximumPayload = 11);
        await using var peer = await broker.ConnectAsync("p", version);
        await peer.SendAsync(begin);
        await Task.Delay(50, TestContext.Current.CancellationToken); // so that the front is judged on its own, as a rule
        await peer.SendAsync(rest);
        await peer.ExpectAliveAsync();
        Assert.Single(broker.Policy.Heard, heard => heard.StartsWith("publish", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(ProtocolVersion.V311, "20 02 00 05")]
    [InlineData(ProtocolVersion.V5, "20 03 00 95 00")]
    public async Task A_will_above_the_limit_is_refused_with_its_CONNECT(ProtocolVersion version, string answer)
    {
        await using var broker = new TestBroker(options => options.MaximumPayload = 11);
        await using var peer = broker.Dial();
        await peer.SendAsync(new ConnectPacket(version, "p") { CleanStart = true, Will = new WillMessage("w", new byte[12], QoS.AtMostOnce, false) }, version);
        await peer.ExpectAsync(answer);
        await peer.ExpectClosedAsync();
        Assert.Equal(0, broker.Broker.SessionCount);
    }

    [Fact]
    public async Task A_refused_filter_says_why_in_5_0_and_0x80_before()
    {
        await using var broker = new TestBroker(options => options.MaxSubscriptionsPerSession = 1);
        broker.Policy.OnSubscribe = wanted => wanted.Filter == "secret" ? SubscribeVerdict.Refuse(ReasonCode.NotAuthorized) : SubscribeVerdict.Grant(QoS.AtLeastOnce);
        await using var old = await broker.ConnectAsync("a");
        await old.SendAsync("82 13 0001 0006 736563726574 00 0001 74 02 0001 75 00");
        await old.ExpectAsync("90 05 0001 80 01 80");
        await using var newer = await broker.ConnectAsync("b", ProtocolVersion.V5);
        await newer.SendAsync("82 14 0001 00 0006 736563726574 00 0001 74 02 0001 75 00");
        await newer.ExpectAsync("90 06 0001 00 87 01 97");
        Assert.Contains("subscribe refused secret NotAuthorized", broker.Observer.Told);
        Assert.Contains("subscribe refused u QuotaExceeded", broker.Observer.Told);
    }

    [Fact]
    public async Task Half_a_packet_at_the_end_is_reported_and_the_session_closed()
    {
        await using var broker = new TestBroker();
        await using var peer = await broker.ConnectAsync("k");
        await peer.SendAsync("30 0D 0003");
        await peer.VanishAsync();
        Assert.Contains("broken MalformedPacket §2.1", broker.Observer.Told);
        Assert.Equal(0, broker.Broker.SessionCount);
    }

    [Fact]
    public void Options_out_of_range_are_all_named_at_once()
    {
        var options = new BrokerOptions { ReceiveMaximum = 0, MaxConnections = 2_000_000 };
        var fault = Assert.Throws<ArgumentException>(options.Validate);
        Assert.Equal("MaxConnections is 2000000; it must be 1 to 1,000,000. ReceiveMaximum is 0; it must be 1 to 65,535.", fault.Message);
    }
}
