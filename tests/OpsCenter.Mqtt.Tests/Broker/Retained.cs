using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

public sealed class Retained : IAsyncDisposable
{
    private readonly TestBroker _broker = new(options =>
    {
        options.MaxRetainedMessages = 2;
        options.MaxQueuedMessages = 1;
    });

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private void Keep(string topic, string payload, uint? expiry = null) =>
        _broker.Broker.Publish(new MqttMessage(topic, System.Text.Encoding.UTF8.GetBytes(payload), QoS.AtLeastOnce, Retain: true)
        {
            Properties = expiry is null ? MqttProperties.None : MqttProperties.Of(MqttProperty.Of(PropertyId.MessageExpiryInterval, expiry.Value)),
        });

    [Fact]
    public async Task The_newest_of_each_topic_comes_with_a_subscription_and_is_marked()
    {
        Keep("a/1", "old");
        Keep("a/1", "new");
        await using var peer = await _broker.ConnectAsync("r");
        await peer.SendAsync("82 08 0001 0003 612F2B 01");
        await peer.ExpectAsync("90 03 0001 01");
        Assert.Equal("PUBLISH QoS 1 a/1 #1 'new' retain", (await peer.ReadAsync(ProtocolVersion.V311)).ToString());
        Keep("a/1", "live");
        Assert.Equal("PUBLISH QoS 1 a/1 #2 'live'", (await peer.ReadAsync(ProtocolVersion.V311)).ToString());
    }

    [Fact]
    public async Task They_are_not_held_to_the_queues_bound()
    {
        Keep("a/1", "x");
        Keep("a/2", "x");
        await using var peer = await _broker.ConnectAsync("r");
        await peer.SendAsync("82 06 0001 0001 23 00");
        await peer.ExpectAsync("90 03 0001 00");
        for (var i = 0; i < 2; i++) Assert.StartsWith("PUBLISH QoS 0 a/", (await peer.ReadAsync(ProtocolVersion.V311)).ToString(), StringComparison.Ordinal);
        await peer.ExpectAliveAsync();
    }

    [Theory]
    [InlineData("10", true, false)] // if new
    [InlineData("20", false, false)] // never
    [InlineData("00", true, true)] // always
    public async Task Retain_handling_says_when_they_come(string options, bool atFirst, bool again)
    {
        Keep("t", "x");
        await using var peer = await _broker.ConnectAsync("r", ProtocolVersion.V5);
        foreach (var comes in (bool[])[atFirst, again])
        {
            await peer.SendAsync($"82 07 0001 00 0001 74 {options}");
            await peer.ExpectAsync("90 04 0001 00 00");
            if (comes) await peer.ExpectAsync("31 05 0001 74 00 78");
            await peer.ExpectAliveAsync();
        }
    }

    [Fact]
    public async Task An_empty_payload_clears_a_topic_and_an_expired_one_is_gone()
    {
        Keep("a", "x");
        Keep("b", "x", expiry: 5);
        Keep("a", "");
        Assert.Equal(1, _broker.Broker.RetainedCount);
        _broker.Time.Advance(TimeSpan.FromSeconds(5));
        await using var peer = await _broker.ConnectAsync("r");
        await peer.SendAsync("82 06 0001 0001 23 00");
        await peer.ExpectAsync("90 03 0001 00");
        await peer.ExpectAliveAsync();
        _broker.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(0, _broker.Broker.RetainedCount);
    }

    [Fact]
    public async Task Beyond_the_limit_a_new_topic_is_delivered_but_not_kept()
    {
        await using var peer = await _broker.ConnectAsync("r");
        await peer.SendAsync("82 06 0001 0001 63 00");
        await peer.ExpectAsync("90 03 0001 00");
        Keep("a", "x");
        Keep("b", "x");
        Keep("c", "x");
        await peer.ExpectAsync("30 04 0001 63 78");
        Assert.Equal(2, _broker.Broker.RetainedCount);
        Assert.Contains("dropped  c RetainedStoreFull", _broker.Observer.Told);
    }
}
