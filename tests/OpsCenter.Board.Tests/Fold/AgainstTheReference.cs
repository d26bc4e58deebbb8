using OpsCenter.Board.Tests.Testing;

namespace OpsCenter.Board.Tests.Fold;

public sealed class AgainstTheReference
{
    private static readonly string[] Keys = [.. SmallCity.Plan().Units.Select(unit => unit.Code.ToString()), .. SmallCity.Plan().Parts.Venues.Select(venue => venue.Id.ToString())];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 25)];

    [Theory, MemberData(nameof(Seeds))]
    public void Every_tile_equals_what_a_slow_count_of_all_facts_gives(int seed)
    {
        var story = Told(seed, 400);
        var reference = new SlowReference(story.Plan, story.Journal);
        Assert.All(Keys, key => Assert.Equal(reference.Tile(key), story.Tile(key)));
    }

    [Fact]
    public void The_random_facts_reach_every_figure()
    {
        var tiles = Enumerable.Range(1, 10).Select(seed => Told(seed, 400).Tile("370600")).ToList();
        Assert.Contains(tiles, tile => tile is { Present: > 0, PresentEstimated: true, CheckIns: > 0, Open: > 0, Overdue: > 0 });
        Assert.Contains(tiles, tile => tile is { Closed: > 0, Raised: > 0, Volunteers: > 0, KiosksOnline: > 0, Gaps: > 0 });
        Assert.Contains(tiles, tile => tile.Closed > tile.ClosedOnTime);
        Assert.Contains(tiles, tile => tile.Level > 0);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void An_image_and_the_facts_after_it_fold_to_the_same_as_all_facts(int seed)
    {
        var story = Told(seed, 400);
        int cut = new Random(seed).Next(1, story.Journal.Count);
        var before = new CityBoard(story.Plan);
        before.Apply(story.Journal[..cut]);
        byte[] image = Image(before);

        var after = new CityBoard(SmallCity.Plan());
        Load(after, image);
        Assert.Equal(cut, after.Version);
        after.Apply(story.Journal[cut..]);
        Assert.Equal(Image(story.Board), Image(after), ByContent);
        Assert.Equal(story.Board.Day, after.Day);
        Assert.All(Keys, key => Assert.Equal(story.Tile(key), after.TryRead(key, out _, out var tile) ? tile : default));
        Assert.Equal(story.Board.Focus(Story.City, story.Now, 20), after.Focus(Story.City, story.Now, 20));
    }

    [Fact]
    public void An_image_of_another_count_of_places_is_refused_and_the_board_stays_empty()
    {
        byte[] image = Image(Told(1, 50).Board);
        var other = new CityBoard(SmallCity.Plan(grids: 4));
        Assert.Throws<InvalidDataException>(() => Load(other, image));
        Assert.Equal(0, other.Version);
        var told = Told(1, 50).Board;
        Assert.Throws<InvalidOperationException>(() => Load(told, image));
    }

    [Fact]
    public void An_image_taken_is_what_the_board_was_then_though_it_folds_on()
    {
        var story = Told(2, 100);
        var write = story.Board.Capture();
        byte[] then = Image(story.Board);
        var city = new RandomCity(story, 3);
        for (int i = 0; i < 100; i++) city.Step();
        Assert.Equal(then, Image(write), ByContent);
        Assert.NotEqual(then, Image(story.Board), ByContent);
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Trends_count_by_the_time_at_which_it_happened(int seed)
    {
        var story = Told(seed, 250);
        var reference = new SlowReference(story.Plan, story.Journal);
        var step = TimeSpan.FromMinutes(30);
        var to = new DateTimeOffset(story.Now.UtcTicks / step.Ticks * step.Ticks, TimeSpan.Zero) + step;
        foreach (string unit in Keys)
        {
            var points = story.Board.Trend(unit, to - TimeSpan.FromHours(24), to, step, out long version);
            Assert.Equal((48, story.Board.Version), (points.Count, version));
            Assert.All(points, point => Assert.Equal(reference.Happened(unit, point.At, point.At + step), (point.CheckIns, point.Raised)));
        }
    }

    [Theory, MemberData(nameof(Seeds))]
    public void Trends_come_back_from_an_image_and_count_on(int seed)
    {
        var story = Told(seed, 250);
        var again = new CityBoard(SmallCity.Plan());
        var half = new CityBoard(story.Plan);
        half.Apply(story.Journal[..100]);
        Load(again, Image(half));
        again.Apply(story.Journal[100..]);
        var to = new DateTimeOffset(story.Now.UtcTicks / CityBoard.TrendGrain.Ticks * CityBoard.TrendGrain.Ticks, TimeSpan.Zero) + CityBoard.TrendGrain;
        var points = Keys.Select(key => (Was: Trend(story.Board, key), Is: Trend(again, key))).ToList();
        Assert.All(points, unit => Assert.Equal(unit.Was, unit.Is));
        Assert.Contains(points, unit => unit.Is.Any(point => point.CheckIns > 0));

        IReadOnlyList<TrendPoint> Trend(CityBoard board, string unit) => board.Trend(unit, to - TimeSpan.FromHours(24), to, CityBoard.TrendGrain, out _);
    }

    [Fact]
    public void The_same_five_minutes_two_days_later_are_counted_afresh()
    {
        var story = new Story();
        story.CheckIn(Story.Person(1));
        story.Raise();
        story.Now += CityBoard.TrendKept;
        story.CheckIn(Story.Person(2));
        var from = new DateTimeOffset(story.Now.UtcTicks / CityBoard.TrendGrain.Ticks * CityBoard.TrendGrain.Ticks, TimeSpan.Zero);
        var units = Keys.ToDictionary(key => key, key => Assert.Single(story.Board.Trend(key, from, from + CityBoard.TrendGrain, CityBoard.TrendGrain, out _)));
        Assert.Equal(1, units[Story.Venue.ToString()].CheckIns);
        Assert.All(units.Values, point => Assert.Equal(0, point.Raised));
    }

    private static Story Told(int seed, int facts)
    {
        var story = new Story();
        var city = new RandomCity(story, seed);
        for (int i = 0; i < facts; i++) city.Step();
        return story;
    }

    private static byte[] Image(CityBoard board) => Image(board.Capture());

    private static byte[] Image(Action<BinaryWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var to = new BinaryWriter(bytes)) write(to);
        return bytes.ToArray();
    }

    private static void Load(CityBoard board, byte[] image)
    {
        using var from = new BinaryReader(new MemoryStream(image));
        board.Read(from)();
    }

    private static bool ByContent(byte[] left, byte[] right) => left.AsSpan().SequenceEqual(right);
}
