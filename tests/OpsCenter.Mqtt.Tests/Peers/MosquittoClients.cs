namespace OpsCenter.Mqtt.Tests.Peers;

/// <summary>mosquitto_pub and mosquitto_sub against the open broker.</summary>
public sealed class MosquittoClients(OpenBroker broker) : IClassFixture<OpenBroker>
{
    private const string Package = "mosquitto-clients";

    private string[] On(string version, params string[] more) => ["-h", "127.0.0.1", "-p", broker.PortText, "-V", version, .. more];

    /// <summary>A subscriber that has its SUBACK: a retained mark on a second topic proves it, since it comes behind the SUBACK.</summary>
    private async Task<PeerProgram> SubscriberAsync(string version, string filter, params string[] more)
    {
        var mark = $"mark/{Guid.NewGuid():N}";
        await PeerProgram.RunAsync(Package, "mosquitto_pub", On(version, "-t", mark, "-r", "-q", "1", "-m", "ready"));
        var subscriber = PeerProgram.Start(Package, "mosquitto_sub", On(version, ["-t", filter, "-t", mark, "-F", "%t %q %r %p", .. more]));
        try
        {
            Assert.Contains("ready", await subscriber.ReadLineAsync(), StringComparison.Ordinal);
            return subscriber;
        }
        catch
        {
            await subscriber.DisposeAsync(); // it would try to reconnect for ever
            throw;
        }
    }

    [Theory]
    [InlineData("mqttv311", "0"), InlineData("mqttv311", "1"), InlineData("mqttv311", "2")]
    [InlineData("mqttv5", "0"), InlineData("mqttv5", "1"), InlineData("mqttv5", "2")]
    public async Task Messages_go_through_at_every_QoS(string version, string qos)
    {
        var topic = $"peers/{Guid.NewGuid():N}";
        await using var subscriber = await SubscriberAsync(version, $"{topic}/#", "-q", qos, "-C", "101");
        await PeerProgram.RunAsync(Package, "mosquitto_pub", On(version, "-t", $"{topic}/a", "-q", qos, "-m", "中文 and more", "--repeat", "100"));
        for (var i = 0; i < 100; i++) Assert.Equal($"{topic}/a {qos} 0 中文 and more", await subscriber.ReadLineAsync());
        await subscriber.EndAsync();
    }

    [Theory, InlineData("mqttv311"), InlineData("mqttv5")]
    public async Task A_retained_message_is_kept_and_cleared(string version)
    {
        var topic = $"peers/{Guid.NewGuid():N}";
        await PeerProgram.RunAsync(Package, "mosquitto_pub", On(version, "-t", topic, "-r", "-q", "2", "-m", "kept"));
        Assert.Equal($"{topic} 1 kept", await PeerProgram.RunAsync(Package, "mosquitto_sub", On(version, "-t", topic, "-C", "1", "-F", "%t %r %p")));
        await PeerProgram.RunAsync(Package, "mosquitto_pub", On(version, "-t", topic, "-r", "-n"));
        await using var subscriber = await SubscriberAsync(version, topic, "-C", "2");
        await PeerProgram.RunAsync(Package, "mosquitto_pub", On(version, "-t", topic, "-m", "live"));
        Assert.Equal($"{topic} 0 0 live", await subscriber.ReadLineAsync());
    }

    [Theory, InlineData("mqttv311"), InlineData("mqttv5")]
    public async Task The_will_of_a_killed_client_is_published(string version)
    {
        var topic = $"peers/{Guid.NewGuid():N}";
        await using var subscriber = await SubscriberAsync(version, topic, "-C", "2");
        await using (await SubscriberAsync(version, $"{topic}/other", "--will-topic", topic, "--will-payload", "gone"))
        {
        }
        Assert.Equal($"{topic} 0 0 gone", await subscriber.ReadLineAsync());
    }

    [Fact]
    public async Task Properties_of_5_0_come_through()
    {
        var topic = $"peers/{Guid.NewGuid():N}";
        await using var subscriber = await SubscriberAsync("mqttv5", topic, "-C", "2", "-F", "%t %q %r %p", "-F", "%p %R %D %C %P");
        await PeerProgram.RunAsync(Package, "mosquitto_pub", On("mqttv5", "-t", topic, "-m", "x", "-D", "publish", "response-topic", "r", "-D", "publish", "correlation-data", "d",
            "-D", "publish", "content-type", "c", "-D", "publish", "user-property", "a", "2"));
        Assert.Equal("x r d c a:2", await subscriber.ReadLineAsync());
    }

    [Fact]
    public async Task A_refused_filter_is_told()
    {
        await using var subscriber = PeerProgram.Start(Package, "mosquitto_sub", On("mqttv5", "-t", "test/nosubscribe", "-d"));
        for (var line = ""; !line.Contains("SUBACK", StringComparison.Ordinal);) line = await subscriber.ReadLineAsync();
        Assert.Equal("Subscribed (mid: 1): 128", await subscriber.ReadLineAsync());
    }
}
