using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Board.Tests.Fold;

public sealed class FocusList
{
    private readonly Story _story = new();

    private static UnitCode GridOf(int number) => UnitCode.Parse($"37060{number}001001001");

    [Fact]
    public void Grids_are_ordered_by_how_long_overdue_they_are_not_by_how_much_was_reported()
    {
        for (int i = 0; i < 9; i++) _story.Raise(GridOf(1)); // many, none late
        Late(GridOf(1), hours: 1);
        Late(GridOf(2), hours: 5);
        Late(GridOf(2), hours: 2);
        var focus = _story.Board.Focus(Story.City, _story.Now, 20);
        Assert.Equal([new FocusGrid(GridOf(2), 2, 7, 100, 70), new FocusGrid(GridOf(1), 1, 1, 100, 10)], focus);
    }

    [Fact]
    public void Overdue_hours_grow_with_the_clock_and_end_with_the_closing()
    {
        var request = Late(Story.Grid, hours: 1);
        Assert.Equal(3, Assert.Single(_story.Board.Focus(Story.City, _story.Now.AddHours(2), 20)).OverdueHours);
        _story.Close(request, wasOverdue: true);
        Assert.Empty(_story.Board.Focus(Story.City, _story.Now, 20));
    }

    [Fact]
    public void A_scope_ranks_its_own_grids_and_no_more_than_asked_for()
    {
        Late(GridOf(1), hours: 1);
        Late(GridOf(2), hours: 5);
        Assert.Equal(GridOf(1), Assert.Single(_story.Board.Focus(UnitCode.Parse("370601"), _story.Now, 20)).Grid);
        Assert.Equal(GridOf(2), Assert.Single(_story.Board.Focus(Story.City, _story.Now, 1)).Grid);
        Assert.Empty(_story.Board.Focus(UnitCode.Parse("370601002"), _story.Now, 20));
    }

    [Fact]
    public void A_small_grid_is_ranked_as_if_it_had_the_packs_minimum_of_households()
    {
        var plan = SmallCity.Plan();
        var story = new Story(new CityPlan(plan.Parts with
        {
            Focus = new FocusRule(MinimumHouseholds: 200, MinimumOverdue: 1),
            Units = [.. plan.Units.Select(unit => unit.Code == GridOf(1) ? unit with { Households = 10 } : unit.Code == GridOf(2) ? unit with { Households = 300 } : unit)],
        }));
        Late(GridOf(1), hours: 2, story); // 200 per 1,000 of its own 10 households
        Late(GridOf(2), hours: 6, story); // 20 per 1,000 of its 300
        var focus = story.Board.Focus(Story.City, story.Now, 20);
        Assert.Equal([new FocusGrid(GridOf(2), 1, 6, 300, 20), new FocusGrid(GridOf(1), 1, 2, 10, 10)], focus);
    }

    [Fact]
    public void A_grid_with_fewer_overdue_requests_than_the_pack_asks_for_is_not_ranked()
    {
        var story = new Story(new CityPlan(SmallCity.Plan().Parts with { Focus = new FocusRule(MinimumHouseholds: 1, MinimumOverdue: 2) }));
        Late(Story.Grid, hours: 9, story);
        Assert.Empty(story.Board.Focus(Story.City, story.Now, 20));
        Late(Story.Grid, hours: 1, story);
        Assert.Single(story.Board.Focus(Story.City, story.Now, 20));
    }

    private RequestId Late(UnitCode grid, int hours, Story? story = null)
    {
        story ??= _story;
        var request = story.Raise(grid, story.Now.AddHours(-hours));
        story.BecomesOverdue(request, grid);
        return request;
    }
}
