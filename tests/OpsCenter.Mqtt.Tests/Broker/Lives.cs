using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

/// <summary>Sessions, wills and clocks.</summary>
public sealed class Lives : IAsyncDisposable
{
    private readonly TestBroker _broker = new();

    public ValueTask DisposeAsync() => _broker.DisposeAsync();

    private async Task<RawPeer> WatcherAsync()
    {
        var peer = await _broker.ConnectAsync("watcher");
        await peer.SendAsync("82 06 0001 0001 77 00"); // w
        await peer.ExpectAsync("90 03 0001 00");
        return peer;
    }

    /// <summary>5.0, client id k, with the will 'x' on w.</summary>
    private async Task<RawPeer> WithWillAsync(uint expiry, uint delay, string answer = "20 09 00 00 06 22000A 210014", string flags = "06")
    {
        var peer = _broker.Dial();
        await peer.SendAsync($"10 1F 0004 4D515454 05 {flags} 000A 05 11 {expiry:X8} 0001 6B 05 18 {delay:X8} 0001 77 0001 78");
        await peer.ExpectAsync(answer);
        return peer;
    }

    [Fact]
    public async Task The_will_is_published_when_the_network_goes_and_not_after_a_DISCONNECT()
    {
        await using var watcher = await WatcherAsync();
        await using var gone = await WithWillAsync(expiry: 0, delay: 0);
        await gone.VanishAsync();
        await watcher.ExpectAsync("30 04 0001 77 78");
        await using var polite = await WithWillAsync(expiry: 0, delay: 0);
        await polite.SendAsync("E0 00");
        await polite.ExpectClosedAsync();
        await using var wilful = await WithWillAsync(expiry: 0, delay: 0);
        await wilful.SendAsync("E0 01 04");
        await wilful.ExpectClosedAsync();
        await watcher.ExpectAsync("30 04 0001 77 78");
        await watcher.ExpectAliveAsync();
        Assert.Equal(2, _broker.Policy.Heard.Count(heard => heard == "will k w 'x'"));
    }

    [Fact]
    public async Task A_will_waits_for_its_delay()
    {
        await using var watcher = await WatcherAsync();
        await using var peer = await WithWillAsync(expiry: 100, delay: 3);
        await peer.VanishAsync();
        _broker.Time.Advance(TimeSpan.FromSeconds(2.5));
        Assert.True(watcher.IsSilent(), "The will came too early.");
        _broker.Time.Advance(TimeSpan.FromSeconds(0.75));
        await watcher.ExpectAsync("30 04 0001 77 78");
    }

    [Fact]
    public async Task A_will_waits_no_longer_than_its_session_lives()
    {
        await using var watcher = await WatcherAsync();
        await using var peer = await WithWillAsync(expiry: 2, delay: 5);
        await peer.VanishAsync();
        _broker.Time.Advance(TimeSpan.FromSeconds(2.25));
        await watcher.ExpectAsync("30 04 0001 77 78");
    }

    [Fact]
    public async Task A_client_that_is_back_in_time_leaves_no_will()
    {
        await using var watcher = await WatcherAsync();
        await using var peer = await WithWillAsync(expiry: 100, delay: 3);
        await peer.VanishAsync();
        await using var back = await WithWillAsync(expiry: 100, delay: 3, "20 09 01 00 06 22000A 210014", flags: "04");
        _broker.Time.Advance(TimeSpan.FromSeconds(8));
        await watcher.ExpectAliveAsync();
    }

    [Fact]
    public async Task A_session_is_kept_for_its_expiry_and_then_forgotten()
    {
        await using var peer = await WithWillAsync(expiry: 5, delay: 0);
        await peer.SendAsync("E0 00");
        await peer.ExpectClosedAsync();
        await peer.ServedAsync();
        _broker.Time.Advance(TimeSpan.FromSeconds(4));
        await using var back = await WithWillAsync(expiry: 5, delay: 0, "20 09 01 00 06 22000A 210014", flags: "04");
        await back.SendAsync("E0 07 00 05 11 00000009"); // longer still
        await back.ExpectClosedAsync();
        await back.ServedAsync();
        _broker.Time.Advance(TimeSpan.FromSeconds(8));
        Assert.Equal(1, _broker.Broker.SessionCount);
        _broker.Time.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(0, _broker.Broker.SessionCount);
    }

    [Theory]
    [InlineData("10 0F 0006 4D5149736470 03 00 000A 0001 70", "20 02 00 00")] // 3.1 has no flag for it
    [InlineData("10 0D 0004 4D515454 04 00 000A 0001 70", "20 02 01 00")]
    public async Task A_session_that_is_resumed_is_said_to_be_present(string connect, string answer)
    {
        foreach (var expected in (string[])["20 02 00 00", answer])
        {
            await using var peer = _broker.Dial();
            await peer.SendAsync(connect);
            await peer.ExpectAsync(expected);
            await peer.VanishAsync();
        }
        Assert.Contains("connected p again", _broker.Policy.Heard);
    }

    [Fact]
    public async Task A_second_connection_of_a_client_ends_the_first()
    {
        await using var watcher = await WatcherAsync();
        await using var first = await WithWillAsync(expiry: 0, delay: 0);
        await using var second = await _broker.ConnectAsync("k");
        await first.ExpectAsync("E0 01 8E");
        await first.ExpectClosedAsync();
        await watcher.ExpectAsync("30 04 0001 77 78");
        await second.ExpectAliveAsync();
        await using var third = await _broker.ConnectAsync("k");
        await second.ExpectClosedAsync(); // 3.1.1: a plain close
        Assert.Equal(["connected watcher", "subscribed watcher w", "connected k", "disconnected k SessionTakenOver", "will k w 'x'", "connected k",
            "disconnected k SessionTakenOver", "connected k"], _broker.Policy.Heard);
        Assert.Equal("k", _broker.Broker.Find("k")?.ClientId);
    }

    [Fact]
    public async Task Silence_for_one_and_a_half_keep_alives_ends_the_connection()
    {
        await using var watcher = await WatcherAsync();
        await using var peer = await WithWillAsync(expiry: 0, delay: 0); // 10 s
        _broker.Time.Advance(TimeSpan.FromSeconds(14));
        await peer.ExpectAliveAsync();
        _broker.Time.Advance(TimeSpan.FromSeconds(14.5));
        Assert.True(peer.IsSilent(), "The connection ended before its time.");
        _broker.Time.Advance(TimeSpan.FromSeconds(0.75));
        await peer.ExpectAsync("E0 01 8D");
        await peer.ExpectClosedAsync();
        await watcher.ExpectAsync("30 04 0001 77 78");
    }

    [Fact]
    public async Task A_paused_session_is_not_read_and_not_blamed_for_its_silence()
    {
        MqttSession? session = null;
        _broker.Policy.OnConnected = connected => session = connected;
        await using var peer = await WithWillAsync(expiry: 0, delay: 0);
        await peer.ExpectAliveAsync();
        session!.PauseReading();
        await peer.SendAsync("C0 00");
        await peer.SendAsync("C0 00");
        _broker.Time.Advance(TimeSpan.FromSeconds(60));
        session.ResumeReading();
        await peer.ExpectAsync("D0 00 D0 00");
    }

    [Fact]
    public async Task The_host_ends_a_session_with_a_reason()
    {
        MqttSession? session = null;
        _broker.Policy.OnConnected = connected => session = connected;
        await using var watcher = await WatcherAsync();
        await using var peer = await WithWillAsync(expiry: 0, delay: 0);
        session!.End(ReasonCode.MessageRateTooHigh);
        await peer.ExpectAsync("E0 01 96");
        await peer.ExpectClosedAsync();
        await watcher.ExpectAsync("30 04 0001 77 78");
        Assert.False(session.IsConnected);
        Assert.Contains("disconnected k MessageRateTooHigh", _broker.Policy.Heard);
    }

    [Fact]
    public async Task A_CONNECT_must_come_within_five_seconds()
    {
        await using var peer = _broker.Dial();
        await peer.SendAsync("10 0D 0004");
        _broker.Time.Advance(TimeSpan.FromSeconds(4.5));
        Assert.True(peer.IsSilent(), "The connection ended before its time.");
        _broker.Time.Advance(TimeSpan.FromSeconds(0.75));
        await peer.ExpectClosedAsync();
    }

    [Fact]
    public async Task A_server_that_stops_says_so_to_everyone()
    {
        await using var five = await _broker.ConnectAsync("5", ProtocolVersion.V5);
        await using var four = await _broker.ConnectAsync("4");
        await _broker.Broker.StopAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        await five.ExpectAsync("E0 01 8B");
        await five.ExpectClosedAsync();
        await four.ExpectClosedAsync();
        Assert.Equal(0, _broker.Broker.ConnectionCount);
        Assert.False(_broker.Broker.TryAdmit(BrokerPeer.Unknown, out _));
        Assert.Contains("turned away Stopping", _broker.Observer.Told);
    }

    [Fact]
    public async Task Bytes_and_packets_are_counted_both_ways()
    {
        await using (var peer = await _broker.ConnectAsync("k"))
        {
            await peer.ExpectAliveAsync();
            await peer.SendAsync("32 05 0001 74 0001");
            await peer.ExpectAsync("40 02 0001");
        }
        Assert.Equal((15 + 2 + 7, 4 + 2 + 4, 3, 3), _broker.Observer.Counts);
    }
}
