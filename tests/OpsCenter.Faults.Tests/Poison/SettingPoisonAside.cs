using System.Globalization;
using System.Net;
using System.Text.Json;
using OpsCenter.Faults.Tests.Durability;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Poison;

/// <summary>FT-17: what cannot be taken is kept with its reason, acknowledged, and taken once its cause is mended.</summary>
public sealed class SettingPoisonAside(ITestOutputHelper output)
{
    private const double Share = 0.01;
    private const int KeptOfOneKiosk = 200; // the list shows the newest of each

    // The full size is tests/long.sh FT-17, which sets these.
    private static readonly int? Full = Size.Of("OPSCENTER_SECONDS");
    private static readonly int Seed = Size.Of("OPSCENTER_SEED") ?? 20_261_121;

    [Fact]
    public async Task Every_poisoned_message_is_kept_with_its_reason_acknowledged_once_and_counted_when_its_cause_is_mended()
    {
        using var folder = new DataFolder();
        using var program = new ServerCopy();
        var start = (new ServerStart(folder.Path) { Program = program.Program }).OnFixedPorts().WithoutRates();
        var server = await ServerProcess.RunAsync(start);
        try
        {
            var load = new PoisonedLoad(server, Seed);
            string dip = Full is { } seconds ? await DipAsync(load, TimeSpan.FromSeconds(seconds)) : "";
            if (Full is null) await load.RunAsync(TimeSpan.FromSeconds(60), 10 * Share, most: 4_000);
            var journal = await VerifyOutput.OfAsync(folder.Path);
            var listed = await QuarantineAsync(server);
            Assert.All(listed, entry => Assert.NotEqual("", entry.GetProperty("reason").GetString()));
            Assert.Equal(load.Poison, journal.Quarantined);

            await server.DisposeAsync();
            program.AddGrid(PoisonedLoad.MissingGrid);
            server = await ServerProcess.RunAsync(start);
            long before = (await server.TileAsync(Credentials.City)).Figure("open");
            var (done, refused) = await RequeueAsync(server, listed);
            Assert.Equal((0, refused), await RequeueAsync(server, [.. listed.Where(entry => Reason(entry) != "grid-unknown")])); // and what cannot be read stays
            await RequeueAsync(server, [.. listed.Where(entry => Reason(entry) == "grid-unknown")]); // again: nothing changes
            var after = await VerifyOutput.OfAsync(folder.Path);
            var reckoning = new Reckoning
            {
                Attempted = load.Good + load.Poison,
                Acknowledged = load.Good + load.Poison - load.Unexpected,
                Found = load.KioskIds.Sum(after.JournaledOf) + Unreadable(load, after),
                Lost = Math.Max(0, load.Good - after.CheckIns),
                Duplicated = after.CountedTwice.Count + Math.Max(0, after.CheckIns - load.Good),
                Uncounted = load.Poison - journal.Quarantined,
                Unexpected = load.Unexpected,
                Recovered = done,
                Chain = after.Chain,
            };
            string figures = Results.Line($"{load.Poison} poisoned of {load.Good + load.Poison}", $"set aside {journal.Quarantined}, mended and sent through {done} of {load.Mendable}, {dip}{reckoning}", Seed);
            output.WriteLine(figures);
            Results.Keep(figures);
            Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Chain: "ok" }, figures);
            long mended = listed.LongCount(entry => Reason(entry) == "grid-unknown");
            Assert.Equal(mended, done);
            if (load.Poison < KeptOfOneKiosk) Assert.Equal(load.Mendable, mended);
            Assert.Equal(before + mended, (await server.TileAsync(Credentials.City)).Figure("open"));
            Assert.Equal(mended, (await server.TileAsync(PoisonedLoad.MissingGrid)).Figure("open"));
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>The negative control: a load that takes its poison for good taps is told by the same comparison.</summary>
    [Fact]
    public async Task Poison_that_is_taken_for_good_is_found_out()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        var load = new PoisonedLoad(server, Seed);
        await load.RunAsync(TimeSpan.FromSeconds(60), 0.2, most: 400);
        var journal = await VerifyOutput.OfAsync(folder.Path);
        Assert.True(load.Poison > 0 && load.Good + load.Poison > journal.CheckIns, "Poison counted as check-ins, and nobody noticed.");
        Assert.Equal(load.Poison, load.Good + load.Poison - journal.CheckIns);
    }

    /// <summary>Two runs of each, in turn, so that a machine that grows slower meanwhile is no dip.</summary>
    private static async Task<string> DipAsync(PoisonedLoad load, TimeSpan time)
    {
        await load.RunAsync(time / 2, 0);
        double[] rates = [await load.RunAsync(time, 0), await load.RunAsync(time, Share), await load.RunAsync(time, Share), await load.RunAsync(time, 0)];
        double clean = (rates[0] + rates[3]) / 2, poisoned = (rates[1] + rates[2]) / 2, dip = 1 - poisoned / clean;
        string told = string.Create(CultureInfo.InvariantCulture, $"throughput {clean:F0}/s without, {poisoned:F0}/s with {Share:P0} poison: dip {dip:P1}; ");
        Assert.True(dip <= 0.05, told);
        return told;
    }

    /// <summary>Messages whose number could not be read have no identity; they are in the quarantine alone.</summary>
    private static long Unreadable(PoisonedLoad load, VerifyOutput journal) => load.Good + load.Poison - load.KioskIds.Sum(journal.JournaledOf);

    private static string Reason(JsonElement entry) => entry.GetProperty("reason").GetString()!;

    private static async Task<List<JsonElement>> QuarantineAsync(ServerProcess server)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/v1/quarantine", server.Credentials.StaffToken);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. json.RootElement.EnumerateArray().Select(entry => entry.Clone())];
    }

    private static async Task<(int Done, int Refused)> RequeueAsync(ServerProcess server, IEnumerable<JsonElement> entries)
    {
        int done = 0, refused = 0;
        foreach (var entry in entries)
        {
            using var answer = await server.SendAsync(HttpMethod.Post, $"/api/v1/quarantine/{entry.GetProperty("position").GetInt64().ToString(CultureInfo.InvariantCulture)}/requeue", server.Credentials.StaffToken);
            if (answer.StatusCode == HttpStatusCode.OK) done++;
            else if (answer.StatusCode == HttpStatusCode.UnprocessableEntity) refused++;
            else Assert.Fail($"A requeue was answered with {answer.StatusCode}.");
        }
        return (done, refused);
    }
}
