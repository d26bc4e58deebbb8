using System.Globalization;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>The simulated kiosks, with their outboxes in a folder of their own (<c>--outbox</c>), are killed while they send.</summary>
public sealed class KillingTheKiosks(ITestOutputHelper output)
{
    private const int Kiosks = 100, Kills = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Every_tap_that_an_outbox_held_when_its_process_was_killed_is_journaled_once()
    {
        using var folder = new DataFolder();
        string outbox = Path.Combine(folder.Path, "outboxes");
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        string few = KioskProcess.Some(folder.Path, Kiosks);
        var moments = new Random(20_261_121);
        Dictionary<KioskId, (OutboxId Id, long Last)> pressed = [];
        int held = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            long before = (await server.TileAsync(Credentials.City)).Figure("open");
            using var kiosks = KioskProcess.Start(server, few, outbox);
            await Eventually.TrueAsync("the outboxes are there", Patience, () => Task.FromResult(File.Exists(Path.Combine(outbox, "simulator.db"))));
            if (kill == 0) await Eventually.TrueAsync("taps flow", Patience, async () => (await server.TileAsync(Credentials.City)).Figure("open") > before);
            await Task.Delay(kill == 0 ? moments.Next(50, 1_000) : moments.Next(500, 5_000), TestContext.Current.CancellationToken); // the others meet a start, a connect or a drain
            await KioskProcess.KillAsync(kiosks);
            held += KioskProcess.Open(outbox, few, pressed);
        }
        using (var last = KioskProcess.Start(server, few, outbox))
        {
            await Eventually.TrueAsync("all that was pressed before the last kill is journaled", Patience, async () => await KioskProcess.LacksAsync(folder.Path, pressed) == 0);
            await KioskProcess.KillAsync(last);
        }
        var journal = await VerifyOutput.OfAsync(folder.Path);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Kills} kills, {Kiosks} kiosks: {pressed.Values.Sum(kiosk => kiosk.Last)} taps pressed, {held} of them held at a kill"));
        Assert.True(held > 0, "No kill met a tap that was not yet delivered, so nothing was tried.");
        Assert.Equal((0, "ok"), (journal.Missing, journal.Chain));
        Assert.Empty(journal.CountedTwice);
        Assert.Equal(pressed.Select(kiosk => (kiosk.Key.ToString(), kiosk.Value.Id.ToString())).Order(), journal.Outboxes.Order());
    }
}
