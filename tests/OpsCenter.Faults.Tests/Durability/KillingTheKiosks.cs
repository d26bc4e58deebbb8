using OpsCenter.Domain.Vocabulary;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>The simulated kiosks, with their outboxes in a folder of their own (<c>--outbox</c>), are killed while they send.</summary>
public sealed class KillingTheKiosks(ITestOutputHelper output)
{
    private const int Kiosks = 100, Kills = 4, Seed = 20_261_121;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Every_tap_that_an_outbox_held_when_its_process_was_killed_is_journaled_once()
    {
        using var folder = new DataFolder();
        string outbox = Path.Combine(folder.Path, "outboxes");
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        string few = KioskProcess.Some(folder.Path, Kiosks);
        var moments = new Random(Seed);
        Dictionary<KioskId, (OutboxId Id, long Last)> pressed = [];
        int held = 0, heldAtLast = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            long before = (await server.TileAsync(Credentials.City)).Figure("open");
            using var kiosks = KioskProcess.Start(server, few, outbox);
            await Eventually.TrueAsync("the outboxes are there", Patience, () => Task.FromResult(File.Exists(Path.Combine(outbox, "simulator.db"))));
            if (kill == 0) await Eventually.TrueAsync("taps flow", Patience, async () => (await server.TileAsync(Credentials.City)).Figure("open") > before);
            await Task.Delay(kill == 0 ? moments.Next(50, 1_000) : moments.Next(500, 5_000), TestContext.Current.CancellationToken); // the others meet a start, a connect or a drain
            await KioskProcess.KillAsync(kiosks);
            held += heldAtLast = KioskProcess.Open(outbox, few, pressed);
        }
        (string Kiosk, string Outbox, long Last)[] promised = [.. KioskProcess.Outboxes(pressed)];
        using (var last = KioskProcess.Start(server, few, outbox))
        {
            await Eventually.TrueAsync("all that was pressed before the last kill is journaled", Patience, async () => await KioskProcess.LacksAsync(folder.Path, pressed) == 0);
            await KioskProcess.KillAsync(last);
        }
        var journal = await VerifyOutput.OfAsync(folder.Path);
        KioskProcess.Open(outbox, few, pressed); // who pressed since is known too
        var reckoning = KioskProcess.Reckon(journal, promised, KioskProcess.Outboxes(pressed).Select(kiosk => (kiosk.Kiosk, kiosk.Outbox)), heldAtLast);
        string figures = Results.Line($"{Kills} kills of the kiosks, {Kiosks} of them", reckoning, Seed);
        output.WriteLine(figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.True(held > 0, "No kill met a tap that was not yet delivered, so nothing was tried.");
        Assert.Equal(0, journal.Missing);
    }
}
