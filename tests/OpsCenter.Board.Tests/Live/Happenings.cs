using System.Text.Json;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Tests.Live;

public sealed class Happenings : IDisposable
{
    private readonly LiveStory _live = new();
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public void Dispose() => _live.Dispose();

    [Fact]
    public async Task At_most_five_a_second_are_told_and_the_newest_wins()
    {
        var told = new List<string>();
        var stream = _live.Live.Happenings("370600", Ct).GetAsyncEnumerator(Ct);
        var next = stream.MoveNextAsync().AsTask();
        for (int tick = 0; tick < 10; tick++)
        {
            for (int fact = 0; fact < 5; fact++) _live.Story.CheckIn(Story.Person(tick * 5 + fact), at: VenueId.Parse($"v-37060{1 + fact % 2}001001001"));
            _live.Tick();
            if (tick % 2 == 1) continue; // 200 ms pass between two
            Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10), Ct));
            told.Add(JsonDocument.Parse(stream.Current.Utf8).RootElement.GetProperty("unit").GetString()!);
            next = stream.MoveNextAsync().AsTask();
            Assert.False(next.IsCompleted);
        }
        Assert.Equal(5, told.Count);
        Assert.All(told, unit => Assert.Equal("v-370601001001001", unit)); // the fifth of each five
    }

    [Fact]
    public async Task A_scope_hears_of_its_own_and_a_tap_heard_late_is_never_told_as_live()
    {
        await using var stream = _live.Live.Happenings("370602", Ct).GetAsyncEnumerator(Ct);
        var next = stream.MoveNextAsync().AsTask();
        _live.Story.CheckIn();
        var request = _live.Story.Raise(UnitCode.Parse("370602001001001"));
        _live.Story.Tell(new Domain.Venues.VenueEvent.CheckedIn(VenueId.Parse("v-370602001001001"), Story.Person(1), Purpose.Service, SmallCity.Today, false, null, null),
            _live.Story.Now.AddMinutes(-6));
        _live.Tick();
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        Assert.Equal("""{"at":"2026-11-21T08:00:00.000+08:00","type":"request","unit":"370602001001001","kind":"water-leak"}""",
            System.Text.Encoding.UTF8.GetString(stream.Current.Utf8.Span));
        next = stream.MoveNextAsync().AsTask();
        _live.Story.Close(request, grid: UnitCode.Parse("370602001001001"));
        _live.Tick(3);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        Assert.Contains("\"type\":\"closed\"", System.Text.Encoding.UTF8.GetString(stream.Current.Utf8.Span), StringComparison.Ordinal);
    }

    /// <summary>Who hears nothing must know whether nothing happened or the stream is dead.</summary>
    [Fact]
    public async Task After_two_quiet_seconds_the_stream_says_that_it_is_alive_and_bears_the_age_of_the_loop()
    {
        await using var stream = _live.Live.Happenings("370602", Ct).GetAsyncEnumerator(Ct);
        var next = stream.MoveNextAsync().AsTask();
        _live.Tick(19);
        Assert.False(next.IsCompleted);
        _live.Tick(4);
        Assert.True(await next.WaitAsync(TimeSpan.FromSeconds(10), Ct));
        using var beat = JsonDocument.Parse(stream.Current.Utf8);
        Assert.Equal("beat", beat.RootElement.GetProperty("type").GetString());
        Assert.True(beat.RootElement.TryGetProperty("at", out _));
        Assert.False(beat.RootElement.TryGetProperty("unit", out _));
    }
}
