namespace OpsCenter.Simulator.City;

/// <summary>When things happen in a day of a Chinese city: a morning and an afternoon peak, a dip at lunch, nights at 20 % of the mean.</summary>
/// <remarks>Rate 1 is the day's mean. From 22:00 to 06:00 it is 0.2; between, straight lines through the points below, scaled so that the mean is 1.</remarks>
internal static class DailyRhythm
{
    internal const double NightRate = 0.2;
    private const int Steps = 24 * 60;

    // Hour of the day, and how far above the night it stands, before scaling.
    private static readonly (double Hour, double Height)[] Shape =
        [(6, 0), (7, 0.25), (8, 0.8), (9, 1.5), (10, 1.6), (11, 1.2), (12, 0.6), (13, 0.45), (14, 0.9), (15, 1.35), (16, 1.3), (17, 0.95), (18, 0.7), (19, 0.65), (20, 0.45), (22, 0)];

    private static readonly double Scale = (1 - NightRate) * 24 / Enumerable.Range(0, Steps).Sum(minute => Height((minute + 0.5) / 60) / 60); // before Cumulative, which needs it

    private static readonly double[] Cumulative = Accumulate();

    /// <summary>The rate at an hour of the day, 0 to 24.</summary>
    internal static double RateAt(double hour) => NightRate + Scale * Height(hour);

    /// <summary>The moments of so many happenings in a day, in order, each drawn apart from the others.</summary>
    internal static TimeSpan[] Moments(int count, Random random)
    {
        double[] shares = new double[count];
        for (int i = 0; i < count; i++) shares[i] = random.NextDouble();
        Array.Sort(shares);
        return [.. shares.Select(Moment)];
    }

    // The moment by which this share of the day's happenings has happened.
    private static TimeSpan Moment(double share)
    {
        int found = Array.BinarySearch(Cumulative, share);
        int step = found >= 0 ? found : ~found - 1;
        double within = (share - Cumulative[step]) / (Cumulative[step + 1] - Cumulative[step]);
        return TimeSpan.FromSeconds((step + within) * 60);
    }

    private static double[] Accumulate()
    {
        double[] sums = new double[Steps + 1];
        for (int minute = 0; minute < Steps; minute++) sums[minute + 1] = sums[minute] + RateAt((minute + 0.5) / 60) / Steps;
        sums[Steps] = 1;
        return sums;
    }

    private static double Height(double hour)
    {
        for (int i = 1; i < Shape.Length; i++)
        {
            var (from, to) = (Shape[i - 1], Shape[i]);
            if (hour >= from.Hour && hour < to.Hour) return from.Height + (to.Height - from.Height) * (hour - from.Hour) / (to.Hour - from.Hour);
        }
        return 0;
    }
}
