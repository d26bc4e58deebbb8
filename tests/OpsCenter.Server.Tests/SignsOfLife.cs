using Microsoft.Extensions.Logging.Abstractions;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal.InMemory;
using OpsCenter.Journal.Sealing;
using OpsCenter.Server.Health;
using OpsCenter.Server.Hosting;
using OpsCenter.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>FT-31 without a process: what a frame says of its age while the thread pool does not answer.</summary>
public sealed class SignsOfLife
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_loop_that_turns_beside_a_stuck_pool_claims_no_life_since_the_pool_last_answered_and_lives_again_with_it()
    {
        var time = new ManualTime(TinyCity.Ten);
        var asked = new TaskCompletionSource<IThreadPoolWorkItem>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pool = new PoolWatch(time, NullLogger<PoolWatch>.Instance, question => asked.TrySetResult(question)); // nobody answers
        time.Advance(TimeSpan.FromSeconds(7)); // it was made long before its first question
        await pool.StartAsync(TestContext.Current.CancellationToken);
        var question = await asked.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);

        time.Advance(TimeSpan.FromSeconds(2));
        var (busy, lively) = (pool.IsStuck, new Pulse(ShardThatTurnsAt(time), null!, pool).LastAlive); // no frame asks the disk for its age
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(!busy && pool.IsStuck, "Two seconds are a busy pool, three a stuck one.");
        Assert.Equal(TinyCity.Ten.AddSeconds(9), lively);
        Assert.Equal(TinyCity.Ten, new Pulse(ShardThatTurnsAt(time), null!, pool).LastAlive);

        question.Execute();
        Assert.False(pool.IsStuck);
        Assert.Equal(TinyCity.Ten.AddSeconds(10), new Pulse(ShardThatTurnsAt(time), null!, pool).LastAlive);
        await pool.StopAsync(TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_loop_that_is_stuck_itself_claims_no_life_because_the_pool_answered_later()
    {
        var time = new ManualTime(TinyCity.Ten);
        var shard = ShardThatTurnsAt(time); // never again
        time.Advance(TimeSpan.FromSeconds(5));
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var pool = new PoolWatch(time, NullLogger<PoolWatch>.Instance, _ => asked.TrySetResult());
        await pool.StartAsync(TestContext.Current.CancellationToken);
        await asked.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.Equal(TinyCity.Ten, new Pulse(shard, null!, pool).LastAlive);
        time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(pool.IsStuck);
        Assert.Equal(TinyCity.Ten, new Pulse(shard, null!, pool).LastAlive);
        await pool.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>A shard whose loop proved alive now, and does not run on.</summary>
    private static Shard ShardThatTurnsAt(ManualTime time) =>
        new(new ShardCore(TinyCity.Plan(), new InMemoryJournal(new MemoryDisk()), new KeyVault(new InMemoryKeyStore())), new ShardOptions(), time, _ => { });
}
