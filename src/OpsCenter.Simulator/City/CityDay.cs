namespace OpsCenter.Simulator.City;

/// <summary>One day of the city, from its midnight to the next: the same for the same seed, speed and date.</summary>
internal static class CityDay
{
    /// <summary>Everything that happens that day, in order.</summary>
    internal static IEnumerable<Happening> Of(CityStage stage, DateOnly day)
    {
        var midnight = stage.Plan.Time.At(day, TimeOnly.MinValue);
        var visits = new Visits(stage, Seeds.For(stage.Seed, day.DayNumber, Concern.Visits), midnight);
        var moments = DailyRhythm.Moments((int)Math.Round(CityStage.CheckInsPerDay * stage.Speed), Seeds.For(stage.Seed, day.DayNumber, Concern.VisitTimes));
        using var requests = RequestsOf(stage, day).GetEnumerator();
        bool hasRequest = requests.MoveNext();
        foreach (var at in moments.Select(moment => midnight + moment).Append(midnight.AddDays(1)))
        {
            while (true)
            {
                var leaving = visits.Leave(hasRequest && requests.Current.At < at ? requests.Current.At : at);
                if (leaving is not null) yield return leaving;
                else if (hasRequest && requests.Current.At < at)
                {
                    yield return requests.Current;
                    hasRequest = requests.MoveNext();
                }
                else break;
            }
            if (at < midnight.AddDays(1)) yield return visits.Arrive(at);
        }
    }

    /// <summary>The requests of that day alone, in order.</summary>
    internal static IEnumerable<Happening> RequestsOf(CityStage stage, DateOnly day)
    {
        var midnight = stage.Plan.Time.At(day, TimeOnly.MinValue);
        var requests = new Requests(stage, Seeds.For(stage.Seed, day.DayNumber, Concern.Requests), day.DayNumber);
        var moments = DailyRhythm.Moments((int)Math.Round(CityStage.RequestsPerDay * stage.Speed), Seeds.For(stage.Seed, day.DayNumber, Concern.RequestTimes));
        return moments.Select(moment => requests.Raise(midnight + moment));
    }
}
