using OpsCenter.Board.Tests.Testing;
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
        var focus = _story.Board.Focus(Story.City, _story.Now, 20, new FocusRule());
        Assert.Equal([new FocusGrid(GridOf(2), 2, 7, 100, 70), new FocusGrid(GridOf(1), 1, 1, 100, 10)], focus);
    }

    [Fact]
    public void Overdue_hours_grow_with_the_clock_and_end_with_the_closing()
    {
        var request = Late(Story.Grid, hours: 1);
        Assert.Equal(3, Assert.Single(_story.Board.Focus(Story.City, _story.Now.AddHours(2), 20, new FocusRule())).OverdueHours);
        _story.Close(request, wasOverdue: true);
        Assert.Empty(_story.Board.Focus(Story.City, _story.Now, 20, new FocusRule()));
    }

    [Fact]
    public void A_scope_ranks_its_own_grids_and_no_more_than_asked_for()
    {
        Late(GridOf(1), hours: 1);
        Late(GridOf(2), hours: 5);
        Assert.Equal(GridOf(1), Assert.Single(_story.Board.Focus(UnitCode.Parse("370601"), _story.Now, 20, new FocusRule())).Grid);
        Assert.Equal(GridOf(2), Assert.Single(_story.Board.Focus(Story.City, _story.Now, 1, new FocusRule())).Grid);
        Assert.Empty(_story.Board.Focus(UnitCode.Parse("370601002"), _story.Now, 20, new FocusRule()));
    }

    [Fact]
    public void A_grid_below_the_sample_is_not_ranked()
    {
        Late(Story.Grid, hours: 1);
        Assert.Empty(_story.Board.Focus(Story.City, _story.Now, 20, new FocusRule(MinimumHouseholds: 101)));
        Assert.Empty(_story.Board.Focus(Story.City, _story.Now, 20, new FocusRule(MinimumOverdue: 2)));
    }

    private RequestId Late(UnitCode grid, int hours)
    {
        var request = _story.Raise(grid, _story.Now.AddHours(-hours));
        _story.BecomesOverdue(request, grid);
        return request;
    }
}
