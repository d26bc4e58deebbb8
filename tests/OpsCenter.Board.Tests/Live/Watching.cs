using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Tests.Live;

public sealed class Watching : IDisposable
{
    private readonly LiveStory _live = new();

    public void Dispose() => _live.Dispose();

    [Fact]
    public void A_screen_gets_a_snapshot_then_the_whole_tiles_that_changed()
    {
        using var screen = _live.Open("370600", WatchDetail.Children);
        screen.Take();
        Assert.Equal("snapshot", screen.Model.Kind);
        Assert.Equal(["370600", "370601", "370602"], screen.Model.Units.Keys.Order());
        _live.Story.CheckIn(Story.Person(1), Purpose.Volunteer);
        _live.Tick();
        screen.Take();
        Assert.Equal(("delta", 1L, 2L), (screen.Model.Kind, screen.Model.Last.GetProperty("from").GetInt64(), screen.Model.Version));
        Assert.Equal(["370600", "370601"], screen.Model.Last.GetProperty("units").EnumerateObject().Select(unit => unit.Name).Order());
        Assert.Equal(_live.Story.Tile("370601"), screen.Model.Tile("370601"));
    }

    [Fact]
    public void A_frame_says_when_the_loop_was_alive_and_that_the_data_is_invented()
    {
        using var screen = _live.Open("370600", WatchDetail.Self);
        screen.Take();
        var frame = screen.Model.Last;
        Assert.Equal("2026-11-21T08:00:00.000+08:00", frame.GetProperty("at").GetString());
        Assert.Equal(("live", "ok", true), (frame.GetProperty("mode").GetString(), frame.GetProperty("health").GetString(), frame.GetProperty("synthetic").GetBoolean()));
        _live.Health = BoardHealth.IngestStopped;
        _live.Tick();
        screen.Take();
        Assert.Equal(("beat", "ingest-stopped"), (screen.Model.Kind, screen.Model.Last.GetProperty("health").GetString()));
    }

    [Fact]
    public void A_stuck_loop_ages_every_frame_though_frames_go_on()
    {
        using var screen = _live.Open("370600", WatchDetail.Self);
        screen.Take();
        for (int tick = 0; tick < 60; tick++)
        {
            _live.Time.Advance(LiveBoard.TickEvery);
            _live.Live.Tick(); // the loop gave no sign of life meanwhile
            screen.TryTake();
        }
        Assert.Equal(("beat", "2026-11-21T08:00:00.000+08:00"), (screen.Model.Kind, screen.Model.Last.GetProperty("at").GetString()));
    }

    [Fact]
    public void Written_once_and_taken_by_every_screen_is_what_the_meters_count()
    {
        Dictionary<string, long> counted = [];
        using var listener = new System.Diagnostics.Metrics.MeterListener();
        var thread = Environment.CurrentManagedThreadId; // other tests count on other threads
        listener.InstrumentPublished = (instrument, heard) =>
        {
            if (instrument.Meter.Name == "OpsCenter.Board") heard.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>((instrument, amount, _, _) =>
        {
            if (Environment.CurrentManagedThreadId == thread) counted[instrument.Name] = counted.GetValueOrDefault(instrument.Name) + amount;
        });
        listener.Start();
        List<OpenScreen> screens = [.. Enumerable.Range(0, 5).Select(_ => _live.Open("370600", WatchDetail.Children))];
        long bytes = screens.Select(screen => screen.Take().Utf8.Length).ToList()[0];
        _live.Story.CheckIn();
        _live.Tick();
        bytes += screens.Select(screen => screen.Take().Utf8.Length).ToList()[0];
        Assert.Equal((2, bytes, 10, 5), (counted["opscenter.frames.written"], counted["opscenter.frames.written.size"], counted["opscenter.frames.taken"], counted["opscenter.screens"]));
        screens.ForEach(screen => screen.Dispose());
        Assert.Equal(0, counted["opscenter.screens"]);
    }

    [Fact]
    public void Quiet_screens_get_a_beat_at_least_once_a_second_and_facts_elsewhere_move_their_version()
    {
        using var quiet = _live.Open("370602", WatchDetail.Self);
        quiet.Take();
        List<string> kinds = [];
        for (int second = 0; second < 3; second++)
        {
            int beats = 0;
            for (int tick = 0; tick < 10; tick++)
            {
                _live.Story.CheckIn(Story.Person(second * 10 + tick));
                _live.Tick();
                if (quiet.TryTake() is null) continue;
                kinds.Add(quiet.Model.Kind);
                beats += quiet.Model.Kind == "beat" ? 1 : 0;
            }
            Assert.InRange(beats, 1, 2);
        }
        Assert.Contains("delta", kinds); // an empty one: nothing of this scope changed up to a newer version
        Assert.InRange(quiet.Model.Version, _live.Story.Board.Version - 10, _live.Story.Board.Version);
    }

    [Fact]
    public void Members_that_are_0_are_left_out_of_grids_and_stand_in_children()
    {
        using var grids = _live.Open("370601", WatchDetail.Grids);
        using var children = _live.Open("370601", WatchDetail.Children);
        grids.Take();
        children.Take();
        Assert.Equal(1 + 2 + 12, grids.Model.Units.Count);
        Assert.Equal("{}", grids.Model.Units["370601001001002"].GetRawText());
        Assert.Equal("""{"kiosks":{"total":1}}""", grids.Model.Units[Story.Grid.ToString()].GetRawText());
        Assert.Equal(
            """{"present":0,"checkIns":0,"open":0,"overdue":0,"closed":0,"closedOnTime":0,"raised":0,"volunteers":0,"level":0,"kiosks":{"online":0,"total":8,"gaps":0}}""",
            children.Model.Units["370601"].GetRawText());
    }

    [Fact]
    public void Screens_that_are_up_to_date_share_the_very_bytes()
    {
        using var one = _live.Open("370600", WatchDetail.Grids);
        using var two = _live.Open("370600", WatchDetail.Grids);
        Assert.Same(one.Take(), two.Take());
        _live.Story.CheckIn();
        _live.Tick();
        Assert.Same(one.Take(), two.Take());
        _live.Tick(9);
        Assert.Same(one.Take(), two.Take());
    }

    [Fact]
    public void A_venue_can_be_watched_and_what_is_not_there_cannot()
    {
        using var venue = _live.Open(Story.Venue.ToString(), WatchDetail.Self);
        venue.Take();
        _live.Story.CheckIn();
        _live.Tick();
        venue.Take();
        Assert.Equal(1, venue.Model.Figure(Story.Venue.ToString(), "checkIns"));
        Assert.Throws<Board.Fold.UnknownPlaceException>(() => _live.Open("370699", WatchDetail.Self));
    }
}
