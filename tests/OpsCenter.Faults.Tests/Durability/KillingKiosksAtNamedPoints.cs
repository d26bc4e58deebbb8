using OpsCenter.Domain.Vocabulary;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Durability;

/// <summary>FT-02: every name of <see cref="FaultPoint"/> that the kiosks' process passes.</summary>
public sealed class KillingKiosksAtNamedPoints(ITestOutputHelper output)
{
    private const int Kiosks = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    // The full size is tests/long.sh FT-02, which sets these.
    private static readonly int? Full = Size.Of("OPSCENTER_ROUNDS");
    private static readonly int Rounds = Full ?? 1;
    private static readonly string Speed = Full is null ? "0.05" : "0.5"; // how much there is to deliver: the day so far is backlog
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;

    internal static FaultPoint[] Points { get; } =
        [FaultPoint.BeforeOutboxCommit, FaultPoint.AfterOutboxCommit, FaultPoint.BeforeOutboxForget, FaultPoint.AfterOutboxForget];

    [Fact]
    public async Task Every_pressed_tap_survives_a_kill_at_every_point_of_the_kiosks_and_is_journaled_once()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        string few = KioskProcess.Some(folder.Path, Kiosks);
        List<(string Kiosk, string Outbox, long Last)> promised = [];
        List<(string Kiosk, string Outbox)> known = [];
        int allHeld = 0;
        for (int round = 0; round < Rounds; round++)
        {
            string outbox = Path.Combine(folder.Path, $"outboxes-{round}"); // a fresh one: its first commit is one of the moments
            Dictionary<KioskId, (OutboxId Id, long Last)> pressed = [];
            int held = 0, heldAtLast = 0;
            foreach (var point in Points)
            {
                string kill = $"{point}:{(point is FaultPoint.BeforeOutboxForget or FaultPoint.AfterOutboxForget ? 1 + round : 1)}";
                await DieAsync(server, few, outbox, kill);
                held += heldAtLast = KioskProcess.Open(outbox, few, pressed);
                if (point is FaultPoint.BeforeOutboxCommit) Assert.Empty(pressed); // not committed: not pressed
                if (point is FaultPoint.AfterOutboxCommit) Assert.NotEmpty(pressed);
            }
            using var last = KioskProcess.Start(server, few, outbox, speed: Speed);
            await Eventually.TrueAsync("all that was pressed before the last kill is journaled", Patience, async () => await KioskProcess.LacksAsync(folder.Path, pressed) == 0);
            await KioskProcess.KillAsync(last);
            promised.AddRange(KioskProcess.Outboxes(pressed));
            KioskProcess.Open(outbox, few, pressed); // who pressed since is known too
            known.AddRange(KioskProcess.Outboxes(pressed).Select(kiosk => (kiosk.Kiosk, kiosk.Outbox)));
            allHeld += heldAtLast;
            Assert.True(held > 0, "No kill met a tap that was not yet delivered, so nothing was tried.");
        }
        var journal = await VerifyOutput.OfAsync(folder.Path);
        var reckoning = KioskProcess.Reckon(journal, promised, known, allHeld);
        string figures = Results.Line($"{Rounds * Points.Length} kills at {Points.Length} points of {Kiosks} kiosks", reckoning, Seed);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(reckoning is { Lost: 0, Duplicated: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.Equal(0, journal.Missing);
        await FindALossOutAsync(server, few, known);
    }

    // The negative control: an outbox that is gone when its kiosk comes back took promised taps with it.
    private async Task FindALossOutAsync(ServerProcess server, string few, List<(string Kiosk, string Outbox)> known)
    {
        string data = server.Start.FolderOutside, outbox = Path.Combine(data, "forgotten");
        Dictionary<KioskId, (OutboxId Id, long Last)> pressed = [];
        await DieAsync(server, few, outbox, $"{FaultPoint.AfterOutboxCommit}:1");
        int held = KioskProcess.Open(outbox, few, pressed);
        Directory.Delete(outbox, recursive: true);
        long before = (await VerifyOutput.OfAsync(data)).Journaled;
        using var last = KioskProcess.Start(server, few, outbox, speed: Speed);
        await Eventually.TrueAsync("they press again", Patience, async () => (await VerifyOutput.OfAsync(data)).Journaled > before);
        await KioskProcess.KillAsync(last);
        (string Kiosk, string Outbox, long Last)[] promised = [.. KioskProcess.Outboxes(pressed)];
        var reckoning = KioskProcess.Reckon(await VerifyOutput.OfAsync(data), promised, [.. known, .. promised.Select(kiosk => (kiosk.Kiosk, kiosk.Outbox))], held);
        output.WriteLine($"negative control: {reckoning}");
        Assert.True(reckoning.Lost > 0 && reckoning.Unexpected > 0, $"Promised taps were gone with their outbox, and nobody noticed: {reckoning}");
    }

    private static async Task DieAsync(ServerProcess server, string few, string outbox, string kill)
    {
        using var kiosks = KioskProcess.Start(server, few, outbox, kill, Speed);
        string said = await kiosks.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await kiosks.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Contains($"killed at {kill}", said, StringComparison.Ordinal);
        Assert.Equal(PointTrial.Killed, kiosks.ExitCode);
    }
}
