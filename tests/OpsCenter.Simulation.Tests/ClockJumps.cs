using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Venues;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Simulation.Tests;

/// <summary>FT-09 in the whole city, eight kiosks on the line: the server's clock is set, and set right before it would be believed.</summary>
public sealed class ClockJumps
{
    private const int Seed = 1; // noon: with walk-ins that leave and requests that run out all the time

    public static TheoryData<TimeSpan> Jumps =>
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(-10), TimeSpan.FromHours(1), TimeSpan.FromHours(-1), TimeSpan.FromDays(1), TimeSpan.FromDays(-1),
        TimeSpan.FromDays(365), DateTimeOffset.UnixEpoch - new DateTimeOffset(2026, 11, 21, 4, 0, 0, TimeSpan.Zero),
    ];

    [Theory, MemberData(nameof(Jumps))]
    public void A_jump_takes_no_kiosk_offline_fires_no_rule_and_stops_no_tap(TimeSpan jump)
    {
        var (outcome, meanwhile, all) = new World(Seed, isCalm: true).RunOneJump(jump);
        Assert.Empty(outcome.Wrong);
        Assert.DoesNotContain(all, fact => fact.Event is KioskEvent.KioskWentOffline or KioskEvent.KioskFellSilent);
        Assert.DoesNotContain(meanwhile, fact => fact.Fact.By == Actor.Timer);
        Assert.Contains(meanwhile, fact => fact.Event is VenueEvent.CheckedIn);
        Assert.Contains(all.Skip((int)meanwhile[^1].Position), fact => fact.Fact.By == Actor.Timer); // what waited was made up for
        Assert.All(all, fact => Assert.True(fact.Fact.Happened <= fact.Fact.Heard, $"Position {fact.Position} happened after it was heard."));
    }
}
