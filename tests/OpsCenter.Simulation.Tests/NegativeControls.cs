using OpsCenter.Simulation.Tests.Weather;

namespace OpsCenter.Simulation.Tests;

/// <summary>What is broken on purpose must be found, or the seeds that find nothing prove nothing.</summary>
public sealed class NegativeControls(ITestOutputHelper output)
{
    private const int MostSeeds = 12;

    [Fact]
    public void A_journal_that_acknowledges_before_it_syncs_is_found_out() => Finds(Breakage.AcknowledgesBeforeSync, "I1");

    [Fact]
    public void A_fold_that_no_longer_knows_which_taps_were_heard_is_found_out() => Finds(Breakage.ForgetsTapsAtARestart, "I2");

    [Fact]
    public void An_outbox_that_forgets_what_was_never_acknowledged_is_found_out() => Finds(Breakage.OutboxForgetsUnacknowledged, "thank you");

    private void Finds(Breakage breakage, string what)
    {
        var outcomes = Runner.Run(1, MostSeeds, breakage);
        var found = outcomes.Where(outcome => outcome.Wrong.Any(sentence => sentence.Contains(what, StringComparison.Ordinal))).ToList();
        output.WriteLine($"{breakage}: {found.Count} of {MostSeeds} seeds, the first: {found.FirstOrDefault()?.Wrong[0]}");
        Assert.NotEmpty(found);
    }
}
