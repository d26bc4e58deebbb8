using System.Globalization;
using OpsCenter.Grains.Runtime;
using OpsCenter.Journal;

namespace OpsCenter.Server.Health;

/// <summary><c>/healthz</c> tells the truth: whether the journal takes commits, the disk has room, the loop turns and the clock is sane.</summary>
internal static class HealthEndpoint
{
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);

    internal static void MapHealth(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/healthz", Answer)
        .AllowAnonymous().WithName("Health").WithSummary("200 when live, with what will go wrong if nobody looks; 503 with what is wrong.")
        .Produces<HealthReport>().Produces<HealthReport>(StatusCodes.Status503ServiceUnavailable);

    private static IResult Answer(Shard shard, DiskWatch disk, IJournal journal, PoolWatch pool)
    {
        List<string> wrong = [];
        if (disk.Failure is not null) wrong.Add("journal-failed");
        if (disk.IngestStopped) wrong.Add("journal-full");
        if (!disk.BallastStands) wrong.Add("ballast-gone");
        if (shard.Silence > LongestPause) wrong.Add("loop-stuck");
        if (pool.IsStuck) wrong.Add("pool-stuck");
        if (!shard.Clock.IsSane) wrong.Add("clock");
        List<string> warnings = [];
        if (disk.Alarm is { } percent) warnings.Add(string.Create(CultureInfo.InvariantCulture, $"disk-below-{percent}-percent"));
        var report = new HealthReport(wrong.Count == 0 ? "live" : "failing", wrong, warnings, journal.Head, shard.Waiting, shard.LastAlive, disk.FreeBytes, disk.BallastStands);
        return Results.Json(report, statusCode: wrong.Count == 0 ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
    }

    /// <summary>What <c>/healthz</c> answers.</summary>
    /// <param name="Status"><c>live</c> or <c>failing</c> (<c>wire.md</c>, HTTP).</param>
    /// <param name="Wrong">What is wrong: <c>journal-failed</c>, <c>journal-full</c>, <c>ballast-gone</c>, <c>loop-stuck</c>, <c>pool-stuck</c>, <c>clock</c>.</param>
    /// <param name="Warnings">What will be: <c>disk-below-20-percent</c>, <c>-10-</c>, <c>-5-</c>.</param>
    /// <param name="Version">The journal's position.</param>
    /// <param name="Waiting">Commands that wait for the loop.</param>
    /// <param name="LastAlive">When the loop last proved alive.</param>
    /// <param name="FreeBytes">Bytes that the data disk can still take, the ballast not counted.</param>
    /// <param name="Ballast">Whether the ballast stands.</param>
    internal sealed record HealthReport(
        string Status, IReadOnlyList<string> Wrong, IReadOnlyList<string> Warnings, long Version, int Waiting, DateTimeOffset LastAlive, long FreeBytes, bool Ballast);
}
