using System.Diagnostics;
using System.Globalization;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Kiosk.Outbox;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>The simulated kiosks, with their outboxes in a folder of their own (<c>--outbox</c>), are killed while they send.</summary>
public sealed class KillingTheKiosks(ITestOutputHelper output)
{
    private const int Kiosks = 100, LeftAlone = 10, Kills = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task Every_tap_that_an_outbox_held_when_its_process_was_killed_is_journaled_once()
    {
        using var folder = new DataFolder();
        string outbox = Path.Combine(folder.Path, "outboxes");
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        string few = Path.Combine(folder.Path, "few.csv");
        await File.WriteAllLinesAsync(few, File.ReadLines(Path.Combine(folder.Path, "demo", "kiosks.csv")).Take(1 + LeftAlone + Kiosks), TestContext.Current.CancellationToken);
        var moments = new Random(20_261_121);
        Dictionary<KioskId, (OutboxId Id, long Last)> pressed = [];
        int held = 0;
        for (int kill = 0; kill < Kills; kill++)
        {
            long before = (await server.TileAsync(Credentials.City)).Figure("open");
            using var kiosks = Simulate(server, few, outbox);
            await Eventually.TrueAsync("the outboxes are there", Patience, () => Task.FromResult(File.Exists(Path.Combine(outbox, "simulator.db"))));
            if (kill == 0) await Eventually.TrueAsync("taps flow", Patience, async () => (await server.TileAsync(Credentials.City)).Figure("open") > before);
            await Task.Delay(kill == 0 ? moments.Next(50, 1_000) : moments.Next(500, 5_000), TestContext.Current.CancellationToken); // the others meet a start, a connect or a drain
            await KillAsync(kiosks);
            held += Open(outbox, few, pressed);
        }
        using (var last = Simulate(server, few, outbox))
        {
            await Eventually.TrueAsync("all that was pressed before the last kill is journaled", Patience, async () => await LacksAsync(folder.Path, pressed) == 0);
            await KillAsync(last);
        }
        var journal = await VerifyOutput.OfAsync(folder.Path);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Kills} kills, {Kiosks} kiosks: {pressed.Values.Sum(kiosk => kiosk.Last)} taps pressed, {held} of them held at a kill"));
        Assert.True(held > 0, "No kill met a tap that was not yet delivered, so nothing was tried.");
        Assert.Equal((0, "ok"), (journal.Missing, journal.Chain));
        Assert.Empty(journal.CountedTwice);
        Assert.Equal(pressed.Select(kiosk => (kiosk.Key.ToString(), kiosk.Value.Id.ToString())).Order(), journal.Outboxes.Order());
    }

    private static async Task<long> LacksAsync(string data, Dictionary<KioskId, (OutboxId Id, long Last)> pressed)
    {
        await Task.Delay(500, TestContext.Current.CancellationToken);
        var journal = await VerifyOutput.OfAsync(data);
        return journal.Missing + pressed.Sum(kiosk => Math.Max(0, kiosk.Value.Last - journal.UpTo(kiosk.Key.ToString(), kiosk.Value.Id.ToString())));
    }

    /// <summary>Notes how far each kiosk had pressed, and that it is the same outbox as before.</summary>
    /// <returns>How many taps wait in all of them.</returns>
    private static int Open(string folder, string few, Dictionary<KioskId, (OutboxId Id, long Last)> pressed)
    {
        using var fleet = OutboxFleet.Open(Path.Combine(folder, "simulator.db"), new OutboxOptions { DrawId = () => OutboxId.Parse("00000000") });
        foreach (string line in File.ReadLines(few).Skip(1 + LeftAlone))
        {
            var kiosk = KioskId.Parse(line.Split(',')[0]);
            var outbox = fleet.Of(kiosk);
            if (outbox.Status.LastSeq == 0) continue;
            if (pressed.TryGetValue(kiosk, out var before)) Assert.Equal(before.Id, outbox.Id);
            Assert.True(outbox.Status.LastSeq >= before.Last, $"{kiosk} went back from {before.Last} to {outbox.Status.LastSeq}.");
            pressed[kiosk] = (outbox.Id, outbox.Status.LastSeq);
        }
        return fleet.Held;
    }

    private static Process Simulate(ServerProcess server, string kiosks, string outbox)
    {
        string demo = Path.Combine(server.Start.FolderOutside, "demo");
        var info = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true };
        string[] arguments =
        [
            ServerProcess.Program, "simulate", "--mqtt-port", Text(server.MqttPort), "--http", server.Address("/").ToString(), "--kiosks", kiosks,
            "--staff-token", Path.Combine(demo, "staff-token.txt"), "--speed", "0.5", "--outbox", outbox,
            "--parent", Text(Environment.ProcessId), // should the test fail, it ends with its input
        ];
        foreach (string argument in arguments) info.ArgumentList.Add(argument);
        return Process.Start(info)!;
    }

    private static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
