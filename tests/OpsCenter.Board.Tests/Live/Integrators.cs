using System.Text;
using OpsCenter.Board.Tests.Testing;

namespace OpsCenter.Board.Tests.Live;

public sealed class Integrators : IDisposable
{
    private readonly LiveStory _live = new();

    public void Dispose() => _live.Dispose();

    [Fact]
    public void The_first_answer_holds_every_unit_and_venue_and_later_ones_what_changed_since()
    {
        _live.Tick();
        long version = -1;
        Assert.Equal(_live.Story.Plan.Units.Count + _live.Story.Plan.Parts.Venues.Count, _live.Live.ChangesSince(ref version).Count);
        Assert.Equal(1, version);
        Assert.Empty(_live.Live.ChangesSince(ref version));
        _live.Story.CheckIn();
        _live.Story.CheckIn();
        _live.Tick();
        var changes = _live.Live.ChangesSince(ref version);
        Assert.Equal((Story.Path.Order(), 3L), (changes.Select(change => change.Unit).Order(), version), (a, b) => a.Item1.SequenceEqual(b.Item1) && a.Item2 == b.Item2);
        string city = Encoding.UTF8.GetString(changes.Single(change => change.Unit == "370600").Posture.Utf8.Span);
        Assert.StartsWith("""{"version":3,"at":"2026-11-21T08:00:00.""", city, StringComparison.Ordinal);
        Assert.Contains("""
            "unit":"370600","tile":{"present":2,"presentEstimated":true,"checkIns":2,
            """.Trim(), city, StringComparison.Ordinal);
        Assert.Empty(_live.Live.ChangesSince(ref version));
    }

    [Fact]
    public void A_tile_that_came_back_to_what_it_was_is_no_change()
    {
        _live.Tick();
        long version = -1;
        _live.Live.ChangesSince(ref version);
        _live.Story.Tell(Story.Gaps(2));
        _live.Story.Tell(Story.Gaps(0));
        _live.Tick();
        Assert.Empty(_live.Live.ChangesSince(ref version));
    }

    [Fact]
    public void A_posture_tells_the_newest_commit_without_waiting_for_a_tick()
    {
        _live.Story.CheckIn(Story.Person(1));
        Assert.Contains("\"version\":2", Encoding.UTF8.GetString(_live.Live.Posture("370600")!.Utf8.Span), StringComparison.Ordinal);
        Assert.Null(_live.Live.Posture("370699"));
    }
}
