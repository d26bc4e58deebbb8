using OpsCenter.Grains.Runtime;
using OpsCenter.Journal;

namespace OpsCenter.Server.Health;

/// <summary><c>/healthz</c> tells the truth: whether the journal takes commits, the loop turns and the clock is sane.</summary>
internal static class HealthEndpoint
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    internal static void MapHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/healthz", Answer)
        .AllowAnonymous().WithName("Health").WithSummary("200 when live, 503 with what is wrong.");

    private static IResult Answer(Shard shard, ClockWatch clock, IJournal journal, TimeProvider time)
    {
        var pause = time.GetUtcNow() - shard.LastAlive;
        List<string> wrong = [];
        if (shard.IngestStopped) wrong.Add("journal-full");
        if (pause > LongestPause) wrong.Add("loop-stuck");
        if (!clock.IsSane) wrong.Add("clock");
        var report = new HealthReport(wrong.Count == 0 ? "live" : "failing", wrong, journal.Head, shard.Waiting, shard.LastAlive);
        return Results.Json(report, statusCode: wrong.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>What <c>/healthz</c> answers.</summary>
    /// <param name="Status"><c>live</c> or <c>failing</c>.</param>
    /// <param name="Wrong">What is wrong: <c>journal-full</c>, <c>loop-stuck</c>, <c>clock</c>.</param>
    /// <param name="Version">The journal's position.</param>
    /// <param name="Waiting">Commands that wait for the loop.</param>
    /// <param name="LastAlive">When the loop last proved alive.</param>
    internal sealed record HealthReport(string Status, IReadOnlyList<string> Wrong, long Version, int Waiting, DateTimeOffset LastAlive);
}
