using OpsCenter.Mqtt.Broker;
using OpsCenter.Mqtt.Tests.Testing;

namespace OpsCenter.Mqtt.Tests.Broker;

/// <summary>Many at once, and all over the same few sessions.</summary>
public sealed class Storms
{
    private const int Takers = 8;
    private const int Rounds = 150;

    [Fact]
    public async Task Connections_that_fight_for_the_same_sessions_end_in_order()
    {
        await using var broker = new TestBroker(options => options.ConnectBurst = 100_000);
        await Task.WhenAll(Enumerable.Range(0, Takers).Select(taker => Task.Factory.StartNew(
            () => FightAsync(broker, new Random(taker)), TestContext.Current.CancellationToken, TaskCreationOptions.None, TaskScheduler.Default).Unwrap()))
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Equal(0, broker.Broker.ConnectionCount);
        Assert.Equal(0, broker.Broker.SessionCount);
        Assert.Equal(Takers * Rounds, broker.Policy.Heard.Count(heard => heard.StartsWith("connected", StringComparison.Ordinal)));
        foreach (var id in (string[])["0", "1", "2"])
        {
            var isConnected = false;
            foreach (var heard in broker.Policy.Heard.Select(one => one.Split(' ')).Where(words => words[0] is "connected" or "disconnected" && words[1] == id))
            {
                Assert.True(isConnected != (heard[0] == "connected"), $"Session {id} {heard[0]} twice in a row.");
                isConnected = heard[0] == "connected";
            }
            Assert.False(isConnected);
        }
    }

    private static async Task FightAsync(TestBroker broker, Random random)
    {
        for (var round = 0; round < Rounds; round++)
        {
            await using var peer = broker.Dial();
            await peer.SendAsync($"10 0D 0004 4D515454 04 02 003C 0001 3{random.Next(3)}");
            await peer.ExpectAsync("20 02 00 00");
            await peer.SendAsync("82 06 0001 0001 74 01  32 06 0001 74 0002 61  34 06 0001 74 0003 62");
            if (random.Next(2) == 0) await peer.SendAsync("E0 00");
        }
    }

    [Fact]
    public async Task Receipts_completed_from_many_threads_lose_no_acknowledgement()
    {
        await using var broker = new TestBroker();
        broker.Policy.OnPublish = (in IncomingPublish publish) =>
        {
            ThreadPool.UnsafeQueueUserWorkItem(static receipt => receipt.Complete(), publish.Receipt, preferLocal: false);
            return PublishVerdict.Defer(route: false);
        };
        await Task.WhenAll(Enumerable.Range(0, 4).Select(async client =>
        {
            await using var peer = await broker.ConnectAsync($"{client}");
            for (var burst = 0; burst < 500; burst++)
            {
                await peer.SendAsync(string.Concat(Enumerable.Range(1, 20).Select(id => $"32 05 0001 74 {id:X4} ")));
                await peer.ExpectAsync(string.Concat(Enumerable.Range(1, 20).Select(id => $"40 02 {id:X4} ")));
            }
        })).WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
    }
}
