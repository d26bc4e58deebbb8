using OpsCenter.Board.Live;
using OpsCenter.Domain.Territory;
using OpsCenter.Testing;

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

    internal OpenScreen Open(string scope, WatchDetail detail) => new(Live.Open(scope, detail));

    public void Dispose() => Live.Dispose();
}

/// <summary>A screen whose connection takes one frame at a time, when the test says so.</summary>
internal sealed class OpenScreen(Screen screen) : IDisposable
{
    public ScreenModel Model { get; } = new();

    /// <summary>Takes the next frame if there is one.</summary>
    /// <returns>Null when the screen has everything.</returns>
    public Frame? TryTake()
    {
        var frame = screen.TryTake();
        if (frame is not null) Model.Take(frame);
        return frame;
    }

    /// <summary>Takes the next frame, which must be there.</summary>
    public Frame Take() => TryTake() ?? throw new InvalidOperationException("There is nothing to take.");

    public void Dispose() => screen.Dispose();
}
