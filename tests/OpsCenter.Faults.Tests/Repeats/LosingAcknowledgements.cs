using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Repeats;

/// <summary>FT-18: a tap that is heard twice counts once.</summary>
public sealed class LosingAcknowledgements(ITestOutputHelper output)
{
    private const double Share = 0.1;

    // The full size is tests/long.sh FT-18, which sets these.
    private static readonly int Presses = Size.Of("OPSCENTER_EVENTS") ?? 4_000;
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;

    [Fact]
    public async Task Taps_whose_acknowledgements_are_lost_are_heard_again_and_count_once()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        var line = new ForgetfulLine(server, Presses, Seed, Share);
        var reckoning = await line.RunAsync(renumbers: false, () => VerifyOutput.OfAsync(folder.Path));
        string figures = Results.Line("a tenth of the acknowledgements lost", $"{line.Lost} taps heard again; {reckoning}", Seed);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(line.Lost >= Presses * 0.05, $"The wire lost too little: {figures}");
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.Equal(reckoning.Attempted, reckoning.Acknowledged);
        Assert.Equal(Presses, (await server.TileAsync(Credentials.City)).Figure("checkIns"));
    }

    /// <summary>The negative control: kiosks that forget what they sent, and number it anew, are told as counted twice.</summary>
    [Fact]
    public async Task Kiosks_that_number_their_repetitions_anew_are_found_out()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        var reckoning = await new ForgetfulLine(server, presses: 400, Seed, share: 0.3).RunAsync(renumbers: true, () => VerifyOutput.OfAsync(folder.Path));
        output.WriteLine($"negative control: {reckoning}");
        Assert.True(reckoning.Duplicated > 20, $"Taps were counted twice, and nobody noticed: {reckoning}");
    }
}
