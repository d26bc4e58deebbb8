using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

/// <summary>What a slow reader gets of retained messages when only the newest counts.</summary>
public sealed class NewestOnly : IAsyncDisposable
{
    private readonly TestBroker _broker = new(options => (options.MaxQueuedMessages, options.MaxInFlight, options.NewestRetainedOnly) = (3, 1, true));

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    [Fact]
    public async Task A_slow_reader_gets_the_newest_of_every_topic_and_loses_none()
    {
        await using var peer = await _broker.ConnectAsync("r", ProtocolVersion.V311);
        await peer.SendAsync("82 06 0001 0001 23 01");
        await peer.ExpectAsync("90 03 0001 01");
        Publish("a", "0"); // under way, and not acknowledged: the rest waits
        Assert.Equal("PUBLISH QoS 1 a #1 '0'", await NextAsync(peer));
        for (int round = 1; round <= 5; round++)
            foreach (string topic in (string[])["a", "b", "c"]) Publish(topic, $"{round}");
        Publish("d", "5"); // a fourth topic finds no room
        await peer.SendAsync("40 02 0001");
        Assert.Equal("PUBLISH QoS 1 a #2 '5'", await NextAsync(peer));
        Publish("a", "6"); // 5 has left: this one waits behind the others
        await peer.SendAsync("40 02 0002");
        Assert.Equal("PUBLISH QoS 1 b #3 '5'", await NextAsync(peer));
        await peer.SendAsync("40 02 0003");
        Assert.Equal("PUBLISH QoS 1 c #4 '5'", await NextAsync(peer));
        await peer.SendAsync("40 02 0004");
        Assert.Equal("PUBLISH QoS 1 a #5 '6'", await NextAsync(peer));
        await peer.SendAsync("40 02 0005");
        await peer.ExpectAliveAsync(); // and nothing of d
    }

    private int Publish(string topic, string payload) =>
        _broker.Broker.Publish(new MqttMessage(topic, System.Text.Encoding.UTF8.GetBytes(payload), QoS.AtLeastOnce, true));

    private static async Task<string> NextAsync(RawPeer peer) => (await peer.ReadAsync(ProtocolVersion.V311)).ToString();
}
