using System.Diagnostics;
using System.Globalization;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Kiosk.Outbox;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>The process of the simulated kiosks, with their outboxes on disk.</summary>
internal static class KioskProcess
{
    private const int LeftAlone = 10; // the first ones of the demo are never simulated

    /// <summary>Writes the credentials of some kiosks only.</summary>
    internal static string Some(string data, int kiosks)
    {
        string few = Path.Combine(data, "few.csv");
        File.WriteAllLines(few, File.ReadLines(Path.Combine(data, "demo", "kiosks.csv")).Take(1 + LeftAlone + kiosks));
        return few;
    }

    /// <summary>Starts it.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="kiosks">The file of their credentials.</param>
    /// <param name="outbox">The folder of their outboxes.</param>
    /// <param name="killAt">Where it kills itself; null for nowhere.</param>
    /// <param name="speed">How much faster than a city people press, and have pressed today before it starts.</param>
    internal static Process Start(ServerProcess server, string kiosks, string outbox, string? killAt = null, string speed = "0.5")
    {
        string demo = Path.Combine(server.Start.FolderOutside, "demo");
        var info = new ProcessStartInfo("dotnet") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = killAt is not null };
        string[] arguments =
        [
            ServerProcess.Program, "simulate", "--mqtt-port", Text(server.MqttPort), "--http", server.Address("/").ToString(), "--kiosks", kiosks,
            "--staff-token", Path.Combine(demo, "staff-token.txt"), "--speed", speed, "--outbox", outbox,
            "--parent", Text(Environment.ProcessId), // should the test fail, it ends with its input
        ];
        foreach (string argument in arguments) info.ArgumentList.Add(argument);
        if (killAt is not null) info.Environment["OPSCENTER_TEST_KILL_AT"] = killAt;
        return Process.Start(info)!;
    }

    /// <summary>How many pressed taps the journal still lacks.</summary>
    internal static async Task<long> LacksAsync(string data, Dictionary<KioskId, (OutboxId Id, long Last)> pressed)
    {
        await Task.Delay(100, TestContext.Current.CancellationToken);
        var journal = await VerifyOutput.OfAsync(data);
        return pressed.Sum(kiosk => journal.Lacks(kiosk.Key.ToString(), kiosk.Value.Id.ToString(), kiosk.Value.Last));
    }

    /// <summary>Compares what outboxes had promised (“thank you”) with what the journal holds.</summary>
    /// <param name="journal">The journal.</param>
    /// <param name="pressed">How far each outbox had come at the last kill: so many taps were promised.</param>
    /// <param name="known">Every outbox that ever was.</param>
    /// <param name="held">How many of the promised taps the outboxes still held at the last kill.</param>
    internal static Reckoning Reckon(VerifyOutput journal, IReadOnlyCollection<(string Kiosk, string Outbox, long Last)> pressed, IEnumerable<(string Kiosk, string Outbox)> known, int held)
    {
        long promised = pressed.Sum(outbox => outbox.Last), lost = pressed.Sum(outbox => journal.Lacks(outbox.Kiosk, outbox.Outbox, outbox.Last));
        return new Reckoning
        {
            Attempted = promised,
            Acknowledged = promised,
            Found = promised - lost,
            Lost = lost,
            Duplicated = journal.CountedTwice.Count,
            Unexpected = journal.Quarantined + journal.Outboxes.Except(known).Count(),
            Recovered = Math.Max(0, held - lost),
            Chain = journal.Chain,
        };
    }

    internal static IEnumerable<(string Kiosk, string Outbox, long Last)> Outboxes(Dictionary<KioskId, (OutboxId Id, long Last)> pressed) =>
        pressed.Select(kiosk => (kiosk.Key.ToString(), kiosk.Value.Id.ToString(), kiosk.Value.Last));

    /// <summary>Notes how far each kiosk had pressed, and that it is the same outbox as before.</summary>
    /// <returns>How many taps wait in all of them.</returns>
    internal static int Open(string folder, string few, Dictionary<KioskId, (OutboxId Id, long Last)> pressed)
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

    internal static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
