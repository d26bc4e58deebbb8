using OpsCenter.Domain.Venues;

namespace OpsCenter.Domain.Tests.Venues;

public sealed class WalkInsInside
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.FromHours(8));

    [Fact]
    public void They_leave_minute_by_minute()
    {
        var inside = WalkIns.None.Enter(Noon, false).Enter(Noon, true).Enter(Noon.AddMinutes(1), false);
        Assert.Equal((2, 1), inside.DueAt(Noon));
        Assert.Equal((1, 0), (inside.LeaveUntil(Noon).Count, inside.LeaveUntil(Noon).Volunteers));
        Assert.Equal(WalkIns.None, inside.LeaveUntil(Noon.AddMinutes(1)));
    }

    [Fact]
    public void One_who_taps_out_is_the_one_who_would_leave_first()
    {
        var inside = WalkIns.None.Enter(Noon, false).Enter(Noon.AddMinutes(1), true).LeaveOne(volunteer: false);
        Assert.Equal(Noon.AddMinutes(1), inside.NextLeave);
        Assert.Equal((1, 1), (inside.Count, inside.Volunteers));
    }

    [Fact]
    public void A_late_tap_takes_its_own_minute_whatever_came_before()
    {
        var random = new Random(7);
        for (int round = 0; round < 200; round++)
        {
            var minutes = Enumerable.Range(0, 20).Select(_ => random.Next(6)).ToArray();
            var inside = minutes.Aggregate(WalkIns.None, (all, minute) => all.Enter(Noon.AddMinutes(minute), minute % 2 == 0));
            Assert.Equal(minutes.GroupBy(m => m).OrderBy(g => g.Key).Select(g => (Noon.AddMinutes(g.Key), g.Count())),
                inside.Groups.Select(group => (group.LeavesAt, group.Count)));
            Assert.Equal(minutes.Count(m => m % 2 == 0), inside.Volunteers);
            Assert.Equal(inside, WalkIns.FromGroups(inside.Groups));
        }
    }
}
