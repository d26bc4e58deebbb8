using OpsCenter.Simulation.Tests.Weather;

namespace OpsCenter.Simulation.Tests;

/// <summary>What is broken on purpose must be found, or the seeds that find nothing prove nothing.</summary>
public sealed class NegativeControls(ITestOutputHelper output)
{
    private const int MostSeeds = 12;
    private const string Lacks = "is said to lack";

    [Fact]
    public void A_journal_that_acknowledges_before_it_syncs_is_found_out() => Finds(Breakage.AcknowledgesBeforeSync, "I1");

    [Fact]
    public void A_fold_that_no_longer_knows_which_taps_were_heard_is_found_out() => Finds(Breakage.ForgetsTapsAtARestart, "I2");

    [Fact]
    public void An_outbox_that_forgets_what_was_never_acknowledged_is_found_out()
    {
        var found = Finds(Breakage.OutboxForgetsUnacknowledged, "thank you");
        Assert.DoesNotContain(found.SelectMany(outcome => outcome.Wrong), sentence => sentence.Contains(Lacks, StringComparison.Ordinal)); // the gaps that it makes are counted alike
    }

    [Fact]
    public void A_restart_that_forgets_what_kiosks_reported_is_told_by_I3() => FindsJust(Breakage.ForgetsReportsAtARestart, "I3");

    [Fact]
    public void Two_taps_of_a_kiosk_in_the_other_order_are_told_by_I4() => FindsJust(Breakage.SwapsTwoTapsOfAKiosk, "I4");

    [Fact]
    public void A_frame_with_another_number_is_told_by_I5() => FindsJust(Breakage.FrameBearsAnotherNumber, "I5");

    [Fact]
    public void A_sign_of_life_that_the_loop_did_not_give_is_told_by_I6() => FindsJust(Breakage.PulseClaimsLife, "I6");

    [Fact]
    public void A_log_that_keeps_what_it_hears_is_told_by_I7() => FindsJust(Breakage.LogsWhatItHears, "I7");

    [Fact]
    public void Taps_that_happen_four_seconds_early_are_told_by_the_press() => Finds(Breakage.TapsHappenEarly, "was pressed at");

    [Fact]
    public void A_gap_too_many_is_told_by_counting() => Finds(Breakage.GapsAreMiscounted, Lacks);

    [Theory]
    [InlineData(nameof(Breakage.RequestsRunLonger))]
    [InlineData(nameof(Breakage.RequestsLieElsewhere))]
    [InlineData(nameof(Breakage.RequestsBearAnotherTicket))]
    public void A_request_with_another_limit_grid_or_ticket_is_told_by_the_rules(string breakage) => Finds(Enum.Parse<Breakage>(breakage), "by the rules it is RequestRaised");

    private void FindsJust(Breakage breakage, string invariant) =>
        Assert.All(Finds(breakage, invariant).SelectMany(outcome => outcome.Wrong), sentence => Assert.Contains($" {invariant}: ", sentence, StringComparison.Ordinal));

    private List<SeedOutcome> Finds(Breakage breakage, string what)
    {
        const int atOnce = 4;
        List<SeedOutcome> found = [];
        int first = 1;
        for (; found.Count == 0 && first <= MostSeeds; first += atOnce)
            found = [.. Runner.Run(first, atOnce, breakage).Where(outcome => outcome.Wrong.Any(sentence => sentence.Contains(what, StringComparison.Ordinal)))];
        output.WriteLine($"{breakage}: {found.Count} of {first - 1} seeds, the first: {found.FirstOrDefault()?.Wrong[0]}");
        Assert.NotEmpty(found);
        return found;
    }
}
