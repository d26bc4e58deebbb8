namespace OpsCenter.Simulation.Tests.City;

/// <summary>The times that the page keeps, in milliseconds, as <see cref="SimScreen"/> keeps them; <see cref="PageTimes"/> holds each against the page's source.</summary>
internal static class PageRules
{
    internal const int DelayedAfter = 4_600, ResyncAfter = 60_000, SlowAnswer = 2_000, Speaks = 200, Asks = 10_000;
    internal const int SilentAfter = 5_000, Listens = 500, ServerTimeout = 15_000, FirstWait = 500, MostWait = 8_000, Failures = 3;
}
