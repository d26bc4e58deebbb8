using System.Collections.Concurrent;
using System.Text;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Client;

public sealed class Clients : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestBroker _broker = new();
    private readonly ClientHarness _harness;
    private readonly ConcurrentQueue<string> _heard = new();

    public Clients() => _harness = new ClientHarness(_broker);

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private MqttClientOptions Options(ProtocolVersion version = ProtocolVersion.V5, string clientId = "c") => new()
    {
        Dial = _harness.Dial,
        ClientId = clientId,
        Version = version,
        Time = _broker.Time,
        OnMessage = (message, _) =>
        {
            _heard.Enqueue($"{message.Topic} QoS {(int)message.QoS} '{Encoding.UTF8.GetString(message.Payload.Span)}'");
            return default;
        },
    };

    private void Await(Func<bool> condition, string what) => Assert.True(SpinWait.SpinUntil(condition, Patience), $"{what}; heard: {string.Join(" | ", _heard)}");

    private static MqttMessage Message(string payload, QoS qos = QoS.AtMostOnce, string topic = "t") => new(topic, Encoding.UTF8.GetBytes(payload), qos);

    [Theory, InlineData(ProtocolVersion.V311), InlineData(ProtocolVersion.V5)]
    public async Task Messages_of_every_QoS_go_and_come(ProtocolVersion version)
    {
        await using var client = await MqttClient.ConnectAsync(Options(version), Token);
        Assert.Equal(ReasonCode.GrantedQoS2, await client.SubscribeAsync("t", QoS.ExactlyOnce, Token));
        foreach (var qos in (QoS[])[QoS.AtMostOnce, QoS.AtLeastOnce, QoS.ExactlyOnce])
            Assert.Equal(ReasonCode.Success, await client.PublishAsync(Message($"{qos}", qos), Token));
        Await(() => _heard.Count == 3, "three messages");
        Assert.Equal(["t QoS 0 'AtMostOnce'", "t QoS 1 'AtLeastOnce'", "t QoS 2 'ExactlyOnce'"], _heard);
        await client.UnsubscribeAsync(["t"], Token);
        await client.PublishAsync(Message("unheard", QoS.AtLeastOnce), Token);
        await client.DisconnectAsync();
        var end = await client.Disconnected;
        Assert.Equal((ReasonCode.Success, false), (end.Reason, end.ByServer));
        Assert.Equal(3, _heard.Count);
        Await(() => _broker.Policy.Heard.Contains("disconnected c Success by client"), "the DISCONNECT");
    }

    [Fact]
    public async Task A_refusal_is_an_exception_with_its_reason()
    {
        _broker.Policy.OnConnect = request => ConnectVerdict.Refuse(
            request.UserName == "u" && request.Password!.Value.Span.SequenceEqual("p"u8) ? ReasonCode.Banned : ReasonCode.BadUserNameOrPassword);
        var refused = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(Options(), Token));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, refused.Reason);
        refused = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(Options() with { UserName = "u", Password = "p"u8.ToArray() }, Token));
        Assert.Equal(ReasonCode.Banned, refused.Reason);
        refused = await Assert.ThrowsAsync<MqttConnectRefusedException>(() => MqttClient.ConnectAsync(Options(ProtocolVersion.V311), Token));
        Assert.Equal(ReasonCode.BadUserNameOrPassword, refused.Reason);
    }

    [Fact]
    public async Task An_unreachable_server_is_a_lost_connection_and_a_mute_one_a_time_out()
    {
        _harness.IsDown = true;
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => MqttClient.ConnectAsync(Options(), Token));
        var connecting = MqttClient.ConnectAsync(Options() with { Dial = async token => { await Task.Delay(Timeout.InfiniteTimeSpan, token); return Stream.Null; } }, Token);
        _broker.Time.Advance(TimeSpan.FromSeconds(11));
        await Assert.ThrowsAsync<TimeoutException>(() => connecting);
    }

    [Fact]
    public async Task A_publish_completes_when_the_server_has_accepted_it_and_not_before()
    {
        _broker.Policy.OnPublish = (in IncomingPublish _) => PublishVerdict.Defer(route: false);
        await using var client = await MqttClient.ConnectAsync(Options(), Token);
        var first = client.PublishAsync(Message("1", QoS.AtLeastOnce), Token);
        var second = client.PublishAsync(Message("2", QoS.ExactlyOnce), Token);
        Await(() => _broker.Policy.Receipts.Count == 2, "two receipts");
        Assert.False(first.IsCompleted || second.IsCompleted);
        _broker.Policy.Receipts.First().Complete(ReasonCode.PayloadFormatInvalid);
        Assert.Equal(ReasonCode.PayloadFormatInvalid, await first.WaitAsync(Patience, Token));
        _broker.Policy.Receipts.Last().Refuse(ReasonCode.QuotaExceeded);
        Assert.Equal(ReasonCode.QuotaExceeded, await second.WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task No_more_than_the_servers_receive_maximum_is_under_way()
    {
        _broker.Policy.OnPublish = (in IncomingPublish _) => PublishVerdict.Defer(route: false);
        await using var client = await MqttClient.ConnectAsync(Options(), Token);
        var all = Enumerable.Range(0, 30).Select(i => client.PublishAsync(Message($"{i}", QoS.AtLeastOnce), Token)).ToArray();
        for (var accepted = 0; accepted < 30; accepted++)
        {
            Await(() => _broker.Policy.Receipts.Count >= Math.Min(30, accepted + 20), "the window is filled");
            Assert.True(_broker.Policy.Receipts.Count <= accepted + 20, "More was under way than allowed.");
            _broker.Policy.Receipts.ElementAt(accepted).Complete();
            await Task.WhenAny(all).WaitAsync(Patience, Token);
        }
        await Task.WhenAll(all).WaitAsync(Patience, Token);
    }

    [Fact]
    public async Task Publishes_fail_with_their_connection_where_no_session_is_kept()
    {
        _broker.Policy.OnPublish = (in IncomingPublish _) => PublishVerdict.Defer(route: false);
        await using var client = await MqttClient.ConnectAsync(Options(), Token);
        var publish = client.PublishAsync(Message("1", QoS.AtLeastOnce), Token);
        Await(() => _broker.Policy.Receipts.Count == 1, "a receipt");
        await _harness.CutAsync();
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => publish.WaitAsync(Patience, Token));
        Assert.True((await client.Disconnected.WaitAsync(Patience, Token)).ByServer);
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => client.PublishAsync(Message("2"), Token));
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => client.SubscribeAsync("t", QoS.AtMostOnce, Token));
    }

    [Fact]
    public async Task A_kept_session_goes_on_over_a_new_connection()
    {
        _broker.Policy.OnPublish = (in IncomingPublish _) => PublishVerdict.Defer(route: false);
        var options = Options() with { CleanStart = false, SessionExpiry = 60, Session = new MqttClientSession() };
        await using var first = await MqttClient.ConnectAsync(options, Token);
        var publish = first.PublishAsync(Message("1", QoS.ExactlyOnce), Token);
        Await(() => _broker.Policy.Receipts.Count == 1, "a receipt");
        await _harness.CutAsync();
        await first.Disconnected.WaitAsync(Patience, Token);
        Assert.False(publish.IsCompleted);
        await using var second = await MqttClient.ConnectAsync(options, Token);
        Assert.True(second.SessionPresent);
        _broker.Policy.Receipts.First().Complete();
        Assert.Equal(ReasonCode.Success, await publish.WaitAsync(Patience, Token));
        Assert.Single(_broker.Policy.Receipts);
        Assert.Equal(0, options.Session.InFlight);
    }

    [Fact]
    public async Task A_session_that_the_server_has_lost_fails_what_was_under_way()
    {
        _broker.Policy.OnPublish = (in IncomingPublish _) => PublishVerdict.Defer(route: false);
        var options = Options() with { CleanStart = false, Session = new MqttClientSession() }; // expires at once
        await using var first = await MqttClient.ConnectAsync(options, Token);
        var publish = first.PublishAsync(Message("1", QoS.AtLeastOnce), Token);
        await _harness.CutAsync();
        await first.Disconnected.WaitAsync(Patience, Token);
        await using var second = await MqttClient.ConnectAsync(options, Token);
        Assert.False(second.SessionPresent);
        await Assert.ThrowsAsync<MqttConnectionLostException>(() => publish.WaitAsync(Patience, Token));
    }

    [Fact]
    public async Task An_idle_client_stays_connected_by_pings()
    {
        await using var client = await MqttClient.ConnectAsync(Options() with { KeepAlive = TimeSpan.FromSeconds(10) }, Token);
        await client.SubscribeAsync("t", QoS.AtMostOnce, Token);
        for (var i = 0; i < 20; i++)
        {
            var before = _broker.Observer.Counts;
            _broker.Time.Advance(TimeSpan.FromSeconds(5));
            Await(() => _broker.Observer.Counts.PacketsOut > before.PacketsOut, "a ping and its answer");
            await client.SubscribeAsync("t", QoS.AtMostOnce, Token); // the answer to the ping has been read before this one
        }
        Assert.True(client.IsConnected);
    }

    [Fact]
    public async Task A_server_that_answers_no_ping_is_left()
    {
        MqttSession? session = null;
        _broker.Policy.OnConnected = connected => session = connected;
        await using var client = await MqttClient.ConnectAsync(Options() with { KeepAlive = TimeSpan.FromSeconds(10) }, Token);
        session!.PauseReading();
        await client.PublishAsync(Message("x"), Token);
        for (var i = 0; i < 4 && client.IsConnected; i++) _broker.Time.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(ReasonCode.KeepAliveTimeout, (await client.Disconnected.WaitAsync(Patience, Token)).Reason);
        session.End(ReasonCode.AdministrativeAction);
    }

    [Fact]
    public async Task A_client_that_sends_all_the_time_and_hears_nothing_finds_out_within_its_keep_alive()
    {
        MqttSession? session = null;
        _broker.Policy.OnConnected = connected => session = connected;
        await using var client = await MqttClient.ConnectAsync(Options() with { KeepAlive = TimeSpan.FromSeconds(10) }, Token);
        session!.PauseReading();
        for (var i = 0; i < 3 && client.IsConnected; i++)
        {
            await client.PublishAsync(Message("x"), Token); // so that no silence of its own asks for a ping
            _broker.Time.Advance(TimeSpan.FromSeconds(5));
        }
        Assert.Equal(ReasonCode.KeepAliveTimeout, (await client.Disconnected.WaitAsync(Patience, Token)).Reason);
        session.End(ReasonCode.AdministrativeAction);
    }

    [Fact]
    public async Task A_servers_disconnect_is_told_with_its_reason()
    {
        MqttSession? session = null;
        _broker.Policy.OnConnected = connected => session = connected;
        await using var client = await MqttClient.ConnectAsync(Options(), Token);
        session!.End(ReasonCode.QuotaExceeded);
        var end = await client.Disconnected.WaitAsync(Patience, Token);
        Assert.Equal((ReasonCode.QuotaExceeded, true), (end.Reason, end.ByServer));
    }

    [Fact]
    public async Task The_will_and_the_assigned_identifier_work()
    {
        await using var watcher = await MqttClient.ConnectAsync(Options(clientId: "watcher"), Token);
        await watcher.SubscribeAsync("w", QoS.AtLeastOnce, Token);
        var client = await MqttClient.ConnectAsync(Options(clientId: "") with { Will = new WillMessage("w", "gone"u8.ToArray(), QoS.AtLeastOnce) }, Token);
        Assert.StartsWith("auto-", client.ClientId, StringComparison.Ordinal);
        await client.DisposeAsync(); // without DISCONNECT
        Await(() => !_heard.IsEmpty, "the will");
        Assert.Equal("w QoS 1 'gone'", _heard.Single());
    }

    [Fact]
    public async Task A_handler_may_publish_and_await_the_answer()
    {
        MqttClient? client = null;
        var answered = new TaskCompletionSource<ReasonCode>();
        var options = Options() with
        {
            OnMessage = async (message, token) =>
            {
                if (message.Topic == "ask") answered.SetResult(await client!.PublishAsync(Message("yes", QoS.ExactlyOnce, "answer"), token));
            },
        };
        await using (client = await MqttClient.ConnectAsync(options, Token))
        {
            await client.SubscribeAsync("ask", QoS.AtLeastOnce, Token);
            await client.PublishAsync(Message("?", QoS.AtLeastOnce, "ask"), Token);
            Assert.Equal(ReasonCode.Success, await answered.Task.WaitAsync(Patience, Token));
        }
    }

    [Fact]
    public async Task A_handler_that_throws_ends_the_connection()
    {
        await using var client = await MqttClient.ConnectAsync(Options() with { OnMessage = (_, _) => throw new InvalidOperationException("a bug") }, Token);
        await client.SubscribeAsync("t", QoS.AtLeastOnce, Token);
        _broker.Broker.Publish(Message("x", QoS.AtLeastOnce));
        var end = await client.Disconnected.WaitAsync(Patience, Token);
        Assert.Equal("a bug", end.Cause?.Message);
    }
}
