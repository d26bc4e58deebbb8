using OpsCenter.Simulator.City;
using OpsCenter.Simulator.Tests.Testing;

namespace OpsCenter.Simulator.Tests;

public sealed class TheStaffsWork
{
    private static readonly List<(DateTimeOffset Raised, RequestFate Fate)> Requests =
        [.. Enumerable.Range(0, 75).SelectMany(day => CityDay.RequestsOf(Yantai.Stage(), Yantai.Day.AddDays(day))).Select(tap => (tap.At, tap.Fate!))];

    [Fact]
    public void About_96_of_100_are_closed_in_time() =>
        Assert.InRange(Requests.Count(request => request.Fate.CloseAt <= request.Fate.Due) / (double)Requests.Count, 0.95, 0.97);

    [Fact]
    public void The_city_settles_at_2000_to_2500_open_and_a_few_dozen_overdue()
    {
        var counts = Enumerable.Range(0, 28 * 4).Select(step => Yantai.Plan.Time.At(Yantai.Day.AddDays(46), TimeOnly.MinValue).AddHours(6 * step))
            .Select(now => (Open: Requests.Count(request => request.Raised <= now && request.Fate.CloseAt > now),
                Overdue: Requests.Count(request => request.Fate.Due <= now && request.Fate.CloseAt > now))).ToList();
        Assert.InRange(counts.Average(count => count.Open), 2_000, 2_500);
        Assert.InRange(counts.Average(count => count.Overdue), 20, 70);
    }

    [Fact]
    public void Nothing_is_closed_before_it_was_raised_or_rated_before_it_was_closed() =>
        Assert.All(Requests, request =>
        {
            Assert.True(request.Fate.CloseAt > request.Raised);
            Assert.True(request.Fate.Rating is null || request.Fate.Rating.At > request.Fate.CloseAt);
        });
}
