using System.Collections.Concurrent;
using System.Text;
using OpsCenter.Mqtt.Client;
using OpsCenter.Mqtt.Faults;
using OpsCenter.Mqtt.Framing;
using OpsCenter.Mqtt.Packets;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Client;

public sealed class Links : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TestBroker _broker = new();
    private readonly ClientHarness _harness;
    private readonly ConcurrentQueue<TimeSpan> _waits = new();
    private readonly CancellationTokenSource _stop = new();

    public Links() => _harness = new ClientHarness(_broker);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        await _broker.DisposeAsync();
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private MqttLink Link(int seed = 7) => new(new MqttClientOptions { Dial = _harness.Dial, ClientId = "k", Time = _broker.Time }, new Random(seed))
    {
        OnDown = (_, _, wait) => _waits.Enqueue(wait),
        OnConnected = async (client, token) => await client.SubscribeAsync("down", QoS.AtLeastOnce, token),
    };

    /// <summary>Moves the clock until it has happened.</summary>
    private async Task PassTimeAsync(Func<bool> until)
    {
        for (var i = 0; i < 2_000 && !until(); i++)
        {
            _broker.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(2, Token);
        }
        Assert.True(until(), $"It did not happen; {_waits.Count} failures came.");
    }

    [Fact]
    public async Task A_link_comes_back_after_every_end()
    {
        var link = Link();
        var running = link.RunAsync(_stop.Token);
        for (var i = 1; i <= 3; i++)
        {
            var message = new MqttMessage("t", Encoding.UTF8.GetBytes($"{i}"), QoS.AtLeastOnce);
            var publish = link.PublishAsync(message, Token);
            await PassTimeAsync(() => publish.IsCompleted);
            Assert.False((await publish).IsFailure());
            int before = _waits.Count; // the clock runs fast: a busy machine may have let a keep-alive lapse, too
            await _harness.CutAsync();
            Assert.True(SpinWait.SpinUntil(() => _waits.Count > before && link.Current is null, Patience));
        }
        await PassTimeAsync(() => link.Current is not null);
        await _stop.CancelAsync();
        await running.WaitAsync(Patience, Token);
        Assert.True(SpinWait.SpinUntil(() => _broker.Policy.Heard.Last() == "disconnected k Success by client", Patience));
        Assert.InRange(_broker.Policy.Heard.Count(heard => heard == "subscribed k down"), 4, _waits.Count + 1);
    }

    [Fact]
    public async Task Waits_are_drawn_from_ceilings_that_double_up_to_a_minute()
    {
        _harness.IsDown = true;
        var running = Link().RunAsync(_stop.Token);
        await PassTimeAsync(() => _waits.Count >= 9);
        var expected = new Random(7);
        double[] ceilings = [1, 2, 4, 8, 16, 32, 60, 60, 60];
        Assert.Equal(ceilings.Select(ceiling => TimeSpan.FromSeconds(expected.NextDouble() * ceiling)), _waits.Take(ceilings.Length));
        await _stop.CancelAsync();
        await running.WaitAsync(Patience, Token);
    }
}
