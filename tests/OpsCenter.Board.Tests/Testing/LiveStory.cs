using OpsCenter.Domain.Territory;

namespace OpsCenter.Board.Tests.Testing;

/// <summary>A story that screens watch, on a clock that the test moves; ticks are given by hand.</summary>
public sealed class LiveStory : IPulse, IDisposable
{
    public LiveStory(CityPlan? plan = null)
    {
        Story = new Story(plan);
        Time = new ManualTime(SmallCity.Morning);
        Live = new LiveBoard(Story.Board, this, Time);
        LastAlive = SmallCity.Morning;
    }

    public Story Story { get; }
    public ManualTime Time { get; }
    public LiveBoard Live { get; }
    public DateTimeOffset LastAlive { get; set; }
    public BoardHealth Health { get; set; }

    /// <summary>Lets 100 ms pass, and the board be looked at.</summary>
    public void Tick(int times = 1)
    {
        for (; times > 0; times--)
        {
            Time.Advance(LiveBoard.TickEvery);
            LastAlive = Time.GetUtcNow();
            Live.Tick();
        }
    }

    public OpenScreen Open(string scope, WatchDetail detail) => new(Live.Watch(scope, detail, TestContext.Current.CancellationToken));

    public void Dispose() => Live.Dispose();
}

/// <summary>A stream as its connection pulls it: one frame at a time, when the test says so.</summary>
public sealed class OpenScreen(IAsyncEnumerable<Frame> stream) : IAsyncDisposable
{
    private readonly IAsyncEnumerator<Frame> _frames = stream.GetAsyncEnumerator(TestContext.Current.CancellationToken);
    private Task<bool>? _next;

    public ScreenModel Model { get; } = new();

    /// <summary>Takes one frame if there is one now.</summary>
    /// <returns>Null when there is none yet.</returns>
    public async Task<Frame?> TryTakeAsync()
    {
        _next ??= _frames.MoveNextAsync().AsTask();
        // A stream that was woken runs on the pool: give it a moment; one that waits for a tick does not end whatever the moment.
        if (await Task.WhenAny(_next, Task.Delay(20, TestContext.Current.CancellationToken)) != _next) return null;
        Assert.True(await _next);
        _next = null;
        Model.Take(_frames.Current);
        return _frames.Current;
    }

    /// <summary>Takes the next frame, which must come.</summary>
    public async Task<Frame> TakeAsync()
    {
        _next ??= _frames.MoveNextAsync().AsTask();
        Assert.True(await _next.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken));
        _next = null;
        Model.Take(_frames.Current);
        return _frames.Current;
    }

    public async ValueTask DisposeAsync()
    {
        if (_next is null) await _frames.DisposeAsync();
    }
}
