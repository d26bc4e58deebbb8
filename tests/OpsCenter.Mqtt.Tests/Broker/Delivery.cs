using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

public sealed class Delivery : IAsyncDisposable
{
    private readonly TestBroker _broker = new(options =>
    {
        options.MaxQueuedMessages = 3;
        options.OutgoingTopicAliases = 1;
    });

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private int Publish(string topic, string payload, QoS qos = QoS.AtMostOnce, bool retain = false, MqttProperties? properties = null) =>
        _broker.Broker.Publish(new MqttMessage(topic, System.Text.Encoding.UTF8.GetBytes(payload), qos, retain) { Properties = properties ?? MqttProperties.None });

    private async Task<RawPeer> ReaderAsync(string subscribe, string answer, ProtocolVersion version = ProtocolVersion.V311)
    {
        var peer = await _broker.ConnectAsync("r", version);
        await peer.SendAsync(subscribe);
        await peer.ExpectAsync(answer);
        return peer;
    }

    private static async Task<string> NextAsync(RawPeer peer, ProtocolVersion version = ProtocolVersion.V311) => (await peer.ReadAsync(version)).ToString();

    [Fact]
    public async Task The_lower_of_the_two_QoS_counts()
    {
        await using var peer = await ReaderAsync("82 06 0001 0001 74 01", "90 03 0001 01");
        Assert.Equal(1, Publish("t", "a", QoS.ExactlyOnce));
        Assert.Equal("PUBLISH QoS 1 t #1 'a'", await NextAsync(peer));
        Publish("t", "b");
        Assert.Equal("PUBLISH QoS 0 t 'b'", await NextAsync(peer));
        Assert.Equal(0, Publish("u", "c"));
    }

    [Fact]
    public async Task Overlapping_filters_bring_one_copy_with_every_identifier_and_the_highest_QoS()
    {
        await using var peer = await ReaderAsync("82 09 0001 02 0B 02 0001 74 00", "90 04 0001 00 00", ProtocolVersion.V5);
        await peer.SendAsync("82 0B 0002 02 0B 03 0003 742F23 02");
        await peer.ExpectAsync("90 04 0002 00 02");
        Publish("t", "a", QoS.ExactlyOnce);
        var packet = Assert.IsType<PublishPacket>(await peer.ReadAsync(ProtocolVersion.V5));
        Assert.Equal(QoS.ExactlyOnce, packet.QoS);
        Assert.Equal([2u, 3u], packet.Properties.Where(one => one.Id == PropertyId.SubscriptionIdentifier).Select(one => one.Number).Order());
        await peer.ExpectAliveAsync();
    }

    [Theory]
    [InlineData("01", "32 07 0001 74 0001 61 62", "50 02 0001", "", "MQTT-4.3.2-4")]
    [InlineData("01", "32 07 0001 74 0001 61 62", "70 02 0001", "", "MQTT-4.3.2-4")]
    [InlineData("02", "34 07 0001 74 0001 61 62", "40 02 0001", "", "MQTT-4.3.3-8")]
    [InlineData("02", "34 07 0001 74 0001 61 62", "70 02 0001", "", "MQTT-4.3.3-3")]
    [InlineData("02", "34 07 0001 74 0001 61 62", "50 02 0001 40 02 0001", "62 02 0001", "MQTT-4.3.3-8")]
    public async Task An_answer_that_does_not_fit_the_QoS_ends_the_connection(string qos, string message, string answer, string before, string clause)
    {
        await using var peer = await ReaderAsync($"82 06 0001 0001 74 {qos}", $"90 03 0001 {qos}");
        Publish("t", "ab", QoS.ExactlyOnce);
        await peer.ExpectAsync(message);
        await peer.SendAsync(answer);
        await peer.ExpectAsync(before);
        await peer.ExpectClosedAsync();
        Assert.Contains($"broken ProtocolError {clause}", _broker.Observer.Told);
    }

    [Fact]
    public async Task A_repeated_answer_is_no_fault()
    {
        await using var peer = await ReaderAsync("82 06 0001 0001 74 02", "90 03 0001 02");
        Publish("t", "ab", QoS.ExactlyOnce);
        await peer.ExpectAsync("34 07 0001 74 0001 61 62");
        await peer.SendAsync("50 02 0001 50 02 0001 70 02 0001 70 02 0001");
        await peer.ExpectAsync("62 02 0001 62 02 0001");
        await peer.ExpectAliveAsync();
    }

    [Fact]
    public async Task The_in_flight_window_waits_for_the_clients_answers()
    {
        await using var peer = _broker.Dial();
        await peer.SendAsync("10 11 0004 4D515454 05 02 003C 03 21 0002 0001 72  82 07 0001 00 0001 74 02");
        await peer.ExpectAsync("20 09 00 00 06 22000A 210014 90 04 0001 00 02");
        Publish("t", "a", QoS.AtLeastOnce);
        Publish("t", "b", QoS.ExactlyOnce);
        Publish("t", "c", QoS.AtLeastOnce);
        Assert.Equal("PUBLISH QoS 1 t #1 'a'", await NextAsync(peer, ProtocolVersion.V5));
        Assert.Equal("PUBLISH QoS 2 t #2 'b'", await NextAsync(peer, ProtocolVersion.V5));
        await peer.ExpectAliveAsync();
        await peer.SendAsync("50 02 0002");
        await peer.ExpectAsync("62 02 0002");
        await peer.ExpectAliveAsync();
        await peer.SendAsync("70 02 0002");
        Assert.Equal("PUBLISH QoS 1 t #3 'c'", await NextAsync(peer, ProtocolVersion.V5));
    }

    [Fact]
    public async Task A_full_queue_drops_the_newest_and_says_so()
    {
        await using var peer = _broker.Dial();
        await peer.SendAsync("10 11 0004 4D515454 05 02 003C 03 21 0001 0001 72  82 07 0001 00 0001 74 01");
        await peer.ExpectAsync("20 09 00 00 06 22000A 210014 90 04 0001 00 01");
        Publish("t", "0", QoS.AtLeastOnce);
        Assert.Equal("PUBLISH QoS 1 t #1 '0'", await NextAsync(peer, ProtocolVersion.V5));
        for (var i = 1; i <= 5; i++) Publish("t", $"{i}", QoS.AtLeastOnce);
        Assert.Equal(["dropped r t QueueFull", "dropped r t QueueFull"], _broker.Observer.Told);
        for (var i = 1; i <= 3; i++)
        {
            await peer.SendAsync($"40 02 {i:X4}");
            Assert.Equal($"PUBLISH QoS 1 t #{i + 1} '{i}'", await NextAsync(peer, ProtocolVersion.V5));
        }
    }

    [Fact]
    public async Task A_message_longer_than_the_client_takes_is_not_sent()
    {
        await using var peer = _broker.Dial();
        await peer.SendAsync("10 13 0004 4D515454 05 02 003C 05 27 00000014 0001 72  82 07 0001 00 0001 74 00");
        await peer.ExpectAsync("20 09 00 00 06 22000A 210014 90 04 0001 00 00");
        Publish("t", new string('x', 15));
        Publish("t", "short");
        Assert.Equal("PUBLISH QoS 0 t 'short'", await NextAsync(peer, ProtocolVersion.V5));
        Assert.Contains("dropped r t TooLarge", _broker.Observer.Told);
    }

    [Fact]
    public async Task Topics_get_aliases_where_the_client_allows_them()
    {
        await using var peer = _broker.Dial();
        await peer.SendAsync("10 11 0004 4D515454 05 02 003C 03 22 0005 0001 72  82 07 0001 00 0001 23 01");
        await peer.ExpectAsync("20 09 00 00 06 22000A 210014 90 04 0001 00 01");
        Publish("t", "a");
        Publish("t", "b", QoS.AtLeastOnce);
        Publish("u", "c"); // no alias is left
        Assert.Equal("PUBLISH QoS 0 t 'a' [TopicAlias=1]", await NextAsync(peer, ProtocolVersion.V5));
        Assert.Equal("PUBLISH QoS 1  #1 'b' [TopicAlias=1]", await NextAsync(peer, ProtocolVersion.V5));
        Assert.Equal("PUBLISH QoS 0 u 'c'", await NextAsync(peer, ProtocolVersion.V5));
    }

    [Fact]
    public async Task A_clients_alias_stands_for_its_topic_until_the_connection_ends()
    {
        await using var reader = await ReaderAsync("82 06 0001 0001 74 00", "90 03 0001 00");
        await using var writer = await _broker.ConnectAsync("w", ProtocolVersion.V5);
        await writer.SendAsync("30 08 0001 74 03 23 0001 61  30 07 0000 03 23 0001 62");
        await reader.ExpectAsync("30 04 0001 74 61 30 04 0001 74 62");
    }

    [Fact]
    public async Task Properties_of_a_message_are_forwarded_and_its_expiry_counts_down()
    {
        await using var writer = await _broker.ConnectAsync("w", ProtocolVersion.V5);
        await using var reader = _broker.Dial();
        await reader.SendAsync("10 13 0004 4D515454 05 00 0000 05 11 FFFFFFFF 0001 72  82 07 0001 00 0001 74 01");
        await reader.ExpectAsync("20 0C 00 00 09 22000A 210014 13003C 90 04 0001 00 01");
        await reader.VanishAsync();
        var published = "PUBLISH QoS 1 t #1 'x' [PayloadFormatIndicator=1, ContentType='c', ResponseTopic='r', CorrelationData=0102, a='2', c='3'";
        await writer.SendAsync(new PublishPacket("t", "x"u8.ToArray(), QoS.AtLeastOnce, 1)
        {
            Properties = MqttProperties.Of(MqttProperty.Of(PropertyId.PayloadFormatIndicator, 1), MqttProperty.Of(PropertyId.ContentType, "c"),
                MqttProperty.Of(PropertyId.ResponseTopic, "r"), MqttProperty.Of(PropertyId.CorrelationData, new byte[] { 1, 2 }),
                MqttProperty.User("a", "2"), MqttProperty.User("c", "3"), MqttProperty.Of(PropertyId.MessageExpiryInterval, 60)),
        }, ProtocolVersion.V5);
        await writer.SendAsync("32 0B 0001 74 0002 05 02 00000001");
        await writer.ExpectAsync("40 02 0001 40 02 0002");
        _broker.Time.Advance(TimeSpan.FromSeconds(10));

        await using var back = _broker.Dial();
        await back.SendAsync("10 13 0004 4D515454 05 00 003C 05 11 FFFFFFFF 0001 72");
        await back.ExpectAsync("20 09 01 00 06 22000A 210014");
        Assert.Equal($"{published}, MessageExpiryInterval=50]", await NextAsync(back, ProtocolVersion.V5));
        await back.ExpectAliveAsync();
        Assert.Contains("dropped r t Expired", _broker.Observer.Told);
    }

    [Fact]
    public async Task Unanswered_messages_come_again_with_DUP_after_a_resumption_and_in_order()
    {
        await using var first = _broker.Dial();
        await first.SendAsync("10 0D 0004 4D515454 04 00 003C 0001 72  82 06 0001 0001 74 02");
        await first.ExpectAsync("20 02 00 00 90 03 0001 02");
        Publish("t", "a", QoS.AtLeastOnce);
        Publish("t", "b", QoS.ExactlyOnce);
        Publish("t", "c", QoS.ExactlyOnce);
        for (var i = 0; i < 3; i++) await first.ReadAsync(ProtocolVersion.V311);
        await first.SendAsync("50 02 0002");
        await first.ExpectAsync("62 02 0002");
        await first.VanishAsync();
        Publish("t", "d", QoS.AtLeastOnce);

        await using var second = _broker.Dial();
        await second.SendAsync("10 0D 0004 4D515454 04 00 003C 0001 72");
        await second.ExpectAsync("20 02 01 00");
        Assert.Equal("PUBLISH QoS 1 t #1 'a' dup", await NextAsync(second));
        Assert.Equal("PUBREL #2", await NextAsync(second));
        Assert.Equal("PUBLISH QoS 2 t #3 'c' dup", await NextAsync(second));
        Assert.Equal("PUBLISH QoS 1 t #4 'd'", await NextAsync(second));
    }

    [Fact]
    public async Task A_shared_subscription_takes_turns()
    {
        await using var one = await _broker.ConnectAsync("1", ProtocolVersion.V5);
        await using var two = await _broker.ConnectAsync("2", ProtocolVersion.V5);
        foreach (var peer in (RawPeer[])[one, two])
        {
            await peer.SendAsync("82 10 0001 00 000A 2473686172652F732F74 00"); // $share/s/t
            await peer.ExpectAsync("90 04 0001 00 00");
        }
        for (var i = 0; i < 5; i++)
        {
            Assert.Equal(1, Publish("t", "x"));
            Assert.Equal(1, Publish("t", "x"));
            await one.ExpectAsync("30 05 0001 74 00 78");
            await two.ExpectAsync("30 05 0001 74 00 78");
        }
        await one.ExpectAliveAsync();
        await two.ExpectAliveAsync();
    }

    [Fact]
    public async Task No_local_and_retain_as_published_are_kept()
    {
        await using var peer = await ReaderAsync("82 0B 0001 00 0001 74 04 0001 75 08", "90 05 0001 00 00 00", ProtocolVersion.V5);
        await peer.SendAsync("30 05 0001 74 00 61  31 05 0001 75 00 62");
        Assert.Equal("PUBLISH QoS 0 u 'b' retain", await NextAsync(peer, ProtocolVersion.V5));
        Publish("u", "c");
        Assert.Equal("PUBLISH QoS 0 u 'c'", await NextAsync(peer, ProtocolVersion.V5));
    }

    [Fact]
    public async Task The_host_can_publish_to_one_session_alone()
    {
        MqttSession? session = null;
        _broker.Policy.OnConnected = connected => session = connected;
        await using var peer = await _broker.ConnectAsync("r");
        Assert.True(session!.Publish(new MqttMessage("down", "x"u8.ToArray(), QoS.AtLeastOnce)));
        Assert.Equal("PUBLISH QoS 1 down #1 'x'", await NextAsync(peer));
        Assert.Throws<ArgumentException>(() => session.Publish(new MqttMessage("a/#", default)));
        await peer.VanishAsync();
        Assert.False(session.Publish(new MqttMessage("down", default)));
    }

    [Fact]
    public async Task What_is_published_when_a_session_begins_comes_behind_its_CONNACK()
    {
        _broker.Policy.OnConnected = session => session.Publish(new MqttMessage("down", "x"u8.ToArray()));
        await using var peer = await _broker.ConnectAsync("r"); // reads CONNACK first
        Assert.Equal("PUBLISH QoS 0 down 'x'", await NextAsync(peer));
    }
}
