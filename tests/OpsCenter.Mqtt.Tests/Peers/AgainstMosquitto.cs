using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;

namespace OpsCenter.Mqtt.Tests.Peers;

/// <summary>Our client against Eclipse Mosquitto, on a free port of this machine.</summary>
public sealed class AgainstMosquitto : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("mosquitto").FullName;
    private readonly int _port = PeerProgram.FreePort();
    private readonly ConcurrentQueue<string> _heard = new();
    private PeerProgram? _mosquitto;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var config = Path.Combine(_folder, "mosquitto.conf");
        await File.WriteAllTextAsync(config, $"listener {_port} 127.0.0.1\nallow_anonymous true\nmax_keepalive 60\n", Token);
        await StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _mosquitto!.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task StartAsync()
    {
        var program = File.Exists("/usr/sbin/mosquitto") ? "/usr/sbin/mosquitto" : "mosquitto";
        _mosquitto = PeerProgram.Start("mosquitto", program, "-c", Path.Combine(_folder, "mosquitto.conf"));
        await PeerProgram.ListensAsync(_port);
    }

    private MqttClientOptions Options(ProtocolVersion version) => new()
    {
        Dial = MqttDials.Tcp("127.0.0.1", _port),
        Version = version,
        ClientId = "ours",
        OnMessage = (message, _) =>
        {
            _heard.Enqueue($"{message.Topic} QoS {(int)message.QoS} '{Encoding.UTF8.GetString(message.Payload.Span)}'{(message.Retain ? " retain" : "")}");
            return default;
        },
    };

    private static MqttMessage Message(string topic, string payload, QoS qos, bool retain = false) => new(topic, Encoding.UTF8.GetBytes(payload), qos, retain);

    private async Task HeardAsync(params string[] expected)
    {
        for (var i = 0; i < 1_000 && _heard.Count < expected.Length; i++) await Task.Delay(10, Token);
        Assert.Equal(expected, _heard);
        _heard.Clear();
    }

    [Theory, InlineData(ProtocolVersion.V311), InlineData(ProtocolVersion.V5)]
    public async Task Messages_go_and_come_at_every_QoS(ProtocolVersion version)
    {
        await using var client = await MqttClient.ConnectAsync(Options(version), Token);
        Assert.Equal(ReasonCode.GrantedQoS2, await client.SubscribeAsync("a/#", QoS.ExactlyOnce, Token));
        for (var qos = QoS.AtMostOnce; qos <= QoS.ExactlyOnce; qos++)
        {
            Assert.Equal(ReasonCode.Success, await client.PublishAsync(Message("a/b", "中文", qos), Token));
            await HeardAsync($"a/b QoS {(int)qos} '中文'");
        }
        await client.PublishAsync(Message("kept", "k", QoS.AtLeastOnce, retain: true), Token);
        await client.SubscribeAsync("kept", QoS.AtLeastOnce, Token);
        await HeardAsync("kept QoS 1 'k' retain");
        var many = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(i => client.PublishAsync(Message("b", i.ToString(CultureInfo.InvariantCulture), QoS.ExactlyOnce), Token)));
        Assert.DoesNotContain(many, reason => reason.IsFailure());
        await client.DisconnectAsync();
    }

    [Theory, InlineData(ProtocolVersion.V311), InlineData(ProtocolVersion.V5)]
    public async Task The_will_is_published_and_a_kept_session_is_resumed(ProtocolVersion version)
    {
        var options = Options(version) with { CleanStart = false, SessionExpiry = version == ProtocolVersion.V5 ? 60u : 0, Session = new MqttClientSession() };
        await using (var first = await MqttClient.ConnectAsync(options, Token))
        {
            Assert.False(first.SessionPresent);
            await first.SubscribeAsync("a", QoS.ExactlyOnce, Token);
            await first.DisconnectAsync();
        }
        var dying = await MqttClient.ConnectAsync(Options(version) with { ClientId = "dying", Will = new WillMessage("a", "gone"u8.ToArray(), QoS.AtLeastOnce) }, Token);
        await dying.PublishAsync(Message("a", "offline", QoS.ExactlyOnce), Token);
        await dying.DisposeAsync(); // without DISCONNECT
        await using var second = await MqttClient.ConnectAsync(options, Token);
        Assert.True(second.SessionPresent);
        await HeardAsync("a QoS 2 'offline'", "a QoS 1 'gone'");
    }

    [Fact]
    public async Task A_link_comes_back_when_the_server_does()
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var link = new MqttLink(Options(ProtocolVersion.V5), new Random(1)) { OnConnected = async (client, token) => await client.SubscribeAsync("a", QoS.AtLeastOnce, token) };
        var running = link.RunAsync(stop.Token);
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(ReasonCode.Success, await link.PublishAsync(Message("a", $"{i}", QoS.AtLeastOnce), Token).WaitAsync(PeerProgram.Patience, Token));
            await HeardAsync($"a QoS 1 '{i}'");
            await _mosquitto!.DisposeAsync();
            await StartAsync();
        }
        await stop.CancelAsync();
        await running.WaitAsync(PeerProgram.Patience, Token);
    }

    [Fact]
    public async Task The_servers_own_keep_alive_is_learnt()
    {
        await using var client = await MqttClient.ConnectAsync(Options(ProtocolVersion.V5) with { KeepAlive = TimeSpan.FromSeconds(120) }, Token);
        Assert.Equal(60u, client.Answer.Properties.Number(PropertyId.ServerKeepAlive));
    }
}
