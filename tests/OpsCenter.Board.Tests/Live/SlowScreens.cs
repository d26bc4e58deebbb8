using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Territory;

namespace OpsCenter.Board.Tests.Live;

public sealed class SlowScreens
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 20)];

    [Theory, MemberData(nameof(Seeds))]
    public void Whatever_a_screen_misses_it_shows_the_posture_of_the_version_it_states(int seed)
    {
        using var live = new LiveStory();
        var random = new Random(seed);
        var city = new RandomCity(live.Story, seed);
        string[] keys = [.. live.Story.Plan.Units.Select(unit => unit.Code.ToString()), .. live.Story.Plan.Parts.Venues.Select(venue => venue.Id.ToString())];
        Dictionary<long, Dictionary<string, Tile>> postures = new() { [1] = keys.ToDictionary(key => key, live.Story.Tile) };
        List<OpenScreen> screens = [];
        int compared = 0;
        for (int step = 0; step < 600; step++)
        {
            if (step % 60 == 0) screens.Add(live.Open(keys[step == 60 ? 0 : random.Next(keys.Length)], step == 60 ? WatchDetail.Grids : (WatchDetail)random.Next(4)));
            if (step % 200 == 199)
            {
                screens[0].Dispose();
                screens.RemoveAt(0);
            }
            for (int facts = random.Next(4); facts > 0; facts--) city.Step();
            if (!postures.ContainsKey(live.Story.Board.Version)) postures[live.Story.Board.Version] = keys.ToDictionary(key => key, live.Story.Tile);
            if (random.Next(3) > 0) live.Tick();
            foreach (var screen in screens.Where(_ => random.Next(6) == 0))
            {
                for (int frames = random.Next(1, 4); frames > 0 && screen.TryTake() is not null; frames--)
                {
                    if (!postures.TryGetValue(screen.Model.Version, out var posture)) Assert.Fail($"No posture was ever at version {screen.Model.Version}.");
                    Assert.All(screen.Model.Units.Keys, unit => Assert.Equal(posture[unit], screen.Model.Tile(unit)));
                    compared += screen.Model.Units.Count;
                }
            }
        }
        live.Tick(20);
        foreach (var screen in screens)
        {
            while (screen.TryTake() is not null) { }
            Assert.Equal(live.Story.Board.Version, screen.Model.Version);
            screen.Dispose();
        }
        Assert.True(compared > 500);
        Assert.Equal(0, live.Live.Screens);
    }

    [Fact]
    public void A_screen_that_took_nothing_for_long_is_given_each_tile_once()
    {
        using var live = new LiveStory();
        using var slow = live.Open("370600", WatchDetail.Grids);
        slow.Take();
        for (int i = 0; i < 1000; i++)
        {
            live.Story.CheckIn(Story.Person(i));
            live.Tick();
        }
        slow.Take();
        Assert.Equal("delta", slow.Model.Kind);
        Assert.Equal(3, slow.Model.Last.GetProperty("units").EnumerateObject().Count()); // city, district, grid: newest value each
        Assert.Equal(1000, slow.Model.Figure("370600", "checkIns"));
        Assert.Null(slow.TryTake());
    }

    [Fact]
    public void A_city_of_grids_comes_in_parts_below_64_KB_that_make_one_version()
    {
        using var live = new LiveStory(BigCity);
        using var screen = live.Open("370600", WatchDetail.Grids);
        RaiseInEveryGrid(live);
        using var second = live.Open("370600", WatchDetail.Grids);
        int parts = 0;
        do
        {
            Assert.InRange(second.Take().Utf8.Length, 1, 65_000);
            Assert.Equal(++parts, second.Model.Last.GetProperty("part").GetInt32());
            live.Story.CheckIn();
            live.Tick(); // the world goes on between two parts
        }
        while (parts < second.Model.Last.GetProperty("of").GetInt32());
        Assert.Equal(BigCity.Units.Count(unit => unit.Kind is UnitKind.BaseGrid) + 3, second.Model.Units.Count);
        second.Take();
        Assert.Equal(("delta", parts), (second.Model.Kind, (int)second.Model.Figure("370600", "checkIns")));
    }

    [Theory]
    [InlineData(WatchDetail.Children, 1)]
    [InlineData(WatchDetail.Grids, 3)]
    public void A_screen_that_stops_taking_holds_little(WatchDetail detail, int megabytes)
    {
        const int Screens = 20;
        using var live = new LiveStory(BigCity);
        RaiseInEveryGrid(live);
        using var first = live.Open("370600", detail); // what the feed itself keeps is shared by all
        first.Take();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<OpenScreen> stuck = [];
        for (int i = 0; i < Screens; i++)
        {
            stuck.Add(live.Open("370600", detail));
            stuck[i].Take(); // the first part, and never another
            for (int fact = 0; fact < 50; fact++) live.Story.CheckIn(Story.Person(i * 50 + fact), at: BigCity.Parts.Venues[(i * 50 + fact) % BigCity.Parts.Venues.Count].Id);
            live.Tick(11); // a second goes by: the next one is given a snapshot of its own
        }
        long held = (GC.GetTotalMemory(forceFullCollection: true) - before) / Screens;
        Assert.InRange(held, long.MinValue, megabytes * 1024 * 1024);
        TestContext.Current.TestOutputHelper?.WriteLine($"{detail}: {held / 1024} KB a stuck screen");
        foreach (var screen in stuck) screen.Dispose();
    }

    private static void RaiseInEveryGrid(LiveStory live)
    {
        foreach (var unit in live.Story.Plan.Units.Where(unit => unit.Kind is UnitKind.BaseGrid)) live.Story.Raise(unit.Code);
        live.Tick(11);
    }

    private static CityPlan BigCity { get; } = SmallCity.Plan(towns: 20, communities: 20, grids: 15, gridsAVenue: 5);
}
