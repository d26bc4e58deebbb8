using System.Globalization;
using OpsCenter.Domain.Venues;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Journal.Sqlite;

namespace OpsCenter.Faults.Tests.Storage;

/// <summary>FT-04 (a): the power goes at any moment of a real run, and of what was not synced survives what the seed says. The full size is <c>tests/long.sh FT-04</c>.</summary>
public sealed class CuttingThePower(ITestOutputHelper output)
{
    private static readonly int Cuts = Size.Of("OPSCENTER_CUTS") ?? 200;
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;

    [Fact]
    public async Task Every_image_of_a_cut_disk_opens_by_itself_and_holds_all_that_was_acknowledged()
    {
        var run = await PowerTrace.RecordAsync(taps: Math.Clamp(Cuts * 3, 600, 4_000));
        var (reckoning, opened, fallenBack) = TryAll(run, Cuts, believesSyncs: true);
        string figures = Results.Line(string.Create(CultureInfo.InvariantCulture, $"{Cuts} cuts of {run}, {opened} opened, {fallenBack} of them past a damaged snapshot"), reckoning, Seed);
        output.WriteLine(figures);
        Results.Keep(figures);
        Assert.True(opened == Cuts && reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
        Assert.True(reckoning.Attempted > reckoning.Acknowledged, $"No cut met a tap on its way: {figures}");
        Assert.True(reckoning.Recovered > 0, $"No cut met a tap that was written and not acknowledged: {figures}");

        // The negative control: the same run on a disk whose syncs count for nothing, as with synchronous=OFF.
        var (control, controlOpened, _) = TryAll(run, Math.Min(Cuts, 100), believesSyncs: false);
        output.WriteLine($"negative control, no sync believed: {controlOpened} opened, {control}");
        Assert.True(control.Lost > 0, $"A disk that forgets was not found out: {control}");
    }

    // Attempted: made before the power went, by the clock that taps and trace share. Recovered: written but not acknowledged when the power went, and there all the same.
    private static (Reckoning Reckoning, int Opened, int FallenBack) TryAll(PowerTrace run, int cuts, bool believesSyncs)
    {
        var random = new Random(Seed);
        int[] moments = [.. Enumerable.Range(0, cuts).Select(_ => random.Next(run.Trace.Events.Count + 1)).Order()];
        var disk = new TracedDisk(run.Trace, believesSyncs);
        var acked = new HashSet<(string, long)>();
        long[] pressed = [.. run.Pressed.Values.Order()];
        long attempted = 0, acknowledged = 0, found = 0, lost = 0, duplicated = 0, uncounted = 0, unexpected = 0, recovered = 0;
        int at = 0, told = 0, opened = 0, fallenBack = 0;
        string chain = "ok";
        foreach (int moment in moments)
        {
            for (; at < moment; at++) disk.Take(run.Trace.Events[at]);
            for (; told < run.Acked.Count && run.Acked[told].Event < moment; told++) acked.Add((run.Acked[told].Kiosk, run.Acked[told].Seq));
            using var image = new DiskImage();
            PowerTrace.Lay(disk.Cut(random), image.Path);
            long cutAt = moment == 0 ? 0 : run.Trace.Events[moment - 1].Time;
            attempted += pressed.LongCount(madeAt => madeAt <= cutAt);
            acknowledged += acked.Count;
            try
            {
                var (known, taps, count, past) = Open(image.Path);
                opened++;
                if (past) fallenBack++;
                int here = acked.Count(taps.Contains);
                found += here;
                lost += acked.Count(tap => !known.Contains(tap));
                uncounted += known.Count(tap => !taps.Contains(tap));
                recovered += taps.Count - here;
                duplicated += count - taps.Count;
                unexpected += known.Count(tap => !run.Pressed.TryGetValue(tap, out long madeAt) || madeAt > cutAt);
            }
            catch (IOException e)
            {
                chain = $"an image did not open, cut at {moment}: {e.Message}";
                lost += acked.Count;
            }
        }
        return (new Reckoning { Attempted = attempted, Acknowledged = acknowledged, Found = found, Lost = lost, Duplicated = duplicated, Uncounted = uncounted, Unexpected = unexpected, Recovered = recovered, Chain = chain }, opened, fallenBack);
    }

    // What a start does: the journal, the newest snapshot that is whole, and the keys of those who tapped with a card.
    // Known are the numbers that any fact bears, taps those that a check-in counted: all of this run are check-ins.
    private static (HashSet<(string Kiosk, long Seq)> Known, HashSet<(string Kiosk, long Seq)> Taps, int Count, bool PastADamagedSnapshot) Open(string folder)
    {
        var options = new SqliteJournalOptions(folder) { BallastBytes = 0 };
        using var journal = SqliteJournal.Open(options);
        using var keys = new SqliteKeyStore(options);
        var (known, taps) = (new HashSet<(string, long)>(), new HashSet<(string, long)>());
        int count = 0;
        bool cards = false;
        foreach (var recorded in journal.Read(0))
        {
            if (recorded.Fact.Tap is not { } tap) continue;
            var id = (tap.Id.Kiosk.ToString(), tap.Id.Seq);
            known.Add(id);
            if (recorded.Event is not VenueEvent.CheckedIn) continue;
            count++;
            taps.Add(id);
            cards |= tap.Id.Seq % 10 == 0;
        }
        if (cards && keys.Names("month/").Count == 0) throw new IOException("A card was journaled, and the key of its month is gone.");
        var snapshots = journal.Snapshots("shard").ToList();
        return (known, taps, count, snapshots.Count > 0 && snapshots[0].Fault is not null);
    }
}
