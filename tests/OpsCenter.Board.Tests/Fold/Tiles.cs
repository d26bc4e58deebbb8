using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Journal;

namespace OpsCenter.Board.Tests.Fold;

public sealed class Tiles
{
    private readonly Story _story = new();

    [Fact]
    public void A_check_in_counts_at_its_venue_and_in_every_unit_above_it()
    {
        _story.CheckIn(Story.Person(1), Purpose.Volunteer);
        Assert.All(Story.Path, unit => Assert.Equal((1, 1, 1), (_story.Tile(unit).Present, _story.Tile(unit).CheckIns, _story.Tile(unit).Volunteers)));
        Assert.Equal(0, _story.Tile("370602").CheckIns);
    }

    [Fact]
    public void A_second_check_in_of_someone_inside_counts_and_moves_nobody()
    {
        _story.CheckIn(Story.Person(1));
        _story.CheckIn(Story.Person(1), entered: false);
        Assert.Equal((1, 2), (_story.Tile("370600").Present, _story.Tile("370600").CheckIns));
    }

    [Fact]
    public void A_late_tap_changes_its_own_day_only()
    {
        _story.CheckIn(Story.Person(1), day: SmallCity.Today.AddDays(-1), entered: false);
        Assert.Equal(0, _story.Tile("370600").CheckIns);
        Assert.Equal(0, _story.Tile(Story.Venue.ToString()).CheckIns);
    }

    [Fact]
    public void Midnight_starts_the_days_counts_and_leaves_what_is_open_and_who_is_inside()
    {
        _story.CheckIn(Story.Person(1));
        var open = _story.Raise();
        _story.BecomesOverdue(open);
        _story.Close(_story.Raise());
        _story.DayBegins(SmallCity.Today.AddDays(1));
        Assert.All(Story.Path[..5], unit => Assert.Equal(
            new Tile { Present = 1, Open = 1, Overdue = 1 }, _story.Tile(unit) with { KiosksTotal = 0, Level = 0 }));
    }

    [Fact]
    public void The_count_is_an_estimate_while_a_walk_in_is_inside()
    {
        _story.CheckIn(Story.Person(1));
        Assert.False(_story.Tile("370600").PresentEstimated);
        _story.CheckIn();
        Assert.True(_story.Tile("370600").PresentEstimated);
        _story.Tell(new VenueEvent.WalkInsLeft(Story.Venue, 1, 0));
        Assert.Equal((1, false), (_story.Tile("370600").Present, _story.Tile("370600").PresentEstimated));
    }

    [Fact]
    public void A_closed_venue_is_empty()
    {
        _story.CheckIn(Story.Person(1), Purpose.Mobilization);
        _story.CheckIn();
        _story.Tell(new VenueEvent.VenueClosed(Story.Venue, 2, 1));
        Assert.Equal((0, 0, false, 2), (_story.Tile("370600").Present, _story.Tile("370600").Volunteers, _story.Tile("370600").PresentEstimated, _story.Tile("370600").CheckIns));
    }

    [Fact]
    public void A_person_who_leaves_takes_their_purpose_along()
    {
        _story.CheckIn(Story.Person(1), Purpose.Volunteer);
        _story.Tell(new VenueEvent.CheckedOut(Story.Venue, Story.Person(1), Purpose.Volunteer, Moved: false));
        Assert.Equal((0, 0), (_story.Tile("370600").Present, _story.Tile("370600").Volunteers));
    }

    [Fact]
    public void A_request_closed_in_time_counts_as_such_and_a_late_one_does_not()
    {
        var late = _story.Raise();
        _story.Close(_story.Raise());
        _story.BecomesOverdue(late);
        Assert.Equal((1, 1), (_story.Tile("370600").Open, _story.Tile("370600").Overdue));
        _story.Close(late, wasOverdue: true);
        Assert.All(Story.Path[..5], unit => Assert.Equal(
            new Tile { Raised = 2, Closed = 2, ClosedOnTime = 1 }, _story.Tile(unit) with { KiosksTotal = 0 }));
    }

    [Fact]
    public void A_grid_is_judged_by_its_requests_and_a_unit_above_by_its_households()
    {
        for (int i = 0; i < 3; i++) _story.Raise();
        Assert.Equal((1, 0), (_story.Tile(Story.Grid.ToString()).Level, _story.Tile("370601001001").Level));
        _story.BecomesOverdue(_story.Raise());
        // One overdue among 300 households is 3.3 per 1,000: serious. Among the town's 600 it is 1.7: half way. The city's 2,400: normal.
        Assert.Equal((2, 2, 1, 0), (_story.Tile(Story.Grid.ToString()).Level, _story.Tile("370601001001").Level, _story.Tile("370601001").Level, _story.Tile("370600").Level));
    }

    [Fact]
    public void A_kiosk_is_online_until_it_goes_or_falls_silent_and_saying_so_twice_changes_nothing()
    {
        _story.Tell(new KioskEvent.KioskCameOnline(Story.Kiosk));
        _story.Tell(new KioskEvent.KioskCameOnline(Story.Kiosk));
        Assert.Equal((1, 16), (_story.Tile("370600").KiosksOnline, _story.Tile("370600").KiosksTotal));
        _story.Tell(new KioskEvent.KioskFellSilent(Story.Kiosk));
        _story.Tell(new KioskEvent.KioskWentOffline(Story.Kiosk));
        Assert.Equal(0, _story.Tile("370600").KiosksOnline);
    }

    [Fact]
    public void Gaps_show_and_heal()
    {
        _story.Tell(Story.Gaps(7));
        _story.Tell(Story.Gaps(3));
        Assert.All(Story.Path, unit => Assert.Equal(3, _story.Tile(unit).Gaps));
        _story.Tell(Story.Gaps(0));
        Assert.Equal(0, _story.Tile("370600").Gaps);
    }

    [Fact]
    public void A_hole_in_what_the_board_is_told_is_a_damaged_journal() =>
        Assert.Throws<JournalCorruptException>(() => _story.Board.Apply([_story.Journal[^1] with { Position = 9 }]));

    [Fact]
    public void Any_unit_or_venue_can_be_read_and_what_is_not_there_cannot()
    {
        Assert.True(_story.Board.TryRead("v-370601001001001", out long version, out _));
        Assert.Equal(1, version);
        Assert.False(_story.Board.TryRead("370699", out _, out _));
        Assert.False(_story.Board.TryRead("v-none", out _, out _));
    }
}
