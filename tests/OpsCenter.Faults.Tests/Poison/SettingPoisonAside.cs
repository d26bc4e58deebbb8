using System.Globalization;
using System.Net;
using System.Text.Json;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Poison;

/// <summary>FT-17: what cannot be taken is kept with its reason, acknowledged, and taken once its cause is mended.</summary>
public sealed class SettingPoisonAside(ITestOutputHelper output)
{
    private const double Share = 0.01;
    private const int KeptOfOneKiosk = 200, Listed = 1_000; // the list shows the newest
    private const int MostAttempts = 3;
    private const int Dropped = 3;

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
            var listed = await QuarantineAsync(server);
            await server.DisposeAsync();
            var books = Books.Of(folder.Path);
            var mendable = books.Kept.Where(message => message.Reason == PoisonedLoad.Mendable).ToDictionary(message => message.Position);
            Assert.Equal(Math.Min(Listed, load.Poison.Values.GroupBy(message => message.Kiosk).Sum(kiosk => Math.Min(KeptOfOneKiosk, kiosk.Count()))), listed.Count);
            Assert.All(listed, entry => Assert.Contains(books.Kept, message => message.Position == entry.Position && message.Reason == entry.Reason));

            program.AddGrid(PoisonedLoad.MissingGrid);
            server = await ServerProcess.RunAsync(start);
            long before = (await server.TileAsync(Credentials.City)).Figure("open");
            Assert.Equal((mendable.Count, 0), await RequeueAsync(server, mendable.Keys));
            int unreadable = listed.Count(entry => entry.Reason != PoisonedLoad.Mendable);
            Assert.Equal((0, unreadable), await RequeueAsync(server, listed.Where(entry => entry.Reason != PoisonedLoad.Mendable).Select(entry => entry.Position))); // and what cannot be read stays
            await RequeueAsync(server, mendable.Keys); // again: nothing changes
            Assert.Equal(before + mendable.Count, (await server.TileAsync(Credentials.City)).Figure("open"));
            Assert.Equal(mendable.Count, (await server.TileAsync(PoisonedLoad.MissingGrid)).Figure("open"));
            await server.KillAsync();

            var after = Books.Of(folder.Path);
            var reckoning = after.Reckon(load, await VerifyOutput.OfAsync(folder.Path));
            string figures = Results.Line($"{load.Poison.Count} poisoned of {load.Attempted}", $"set aside {after.Kept.Count}, sent at most {load.MostAttempts} times, mended and sent through {after.Raised.Count} of {mendable.Count}, {dip}{reckoning}", Seed);
            output.WriteLine(figures);
            Results.Keep(figures);
            Assert.True(reckoning is { Lost: 0, Duplicated: 0, Uncounted: 0, Unexpected: 0, Recovered: > 0, Chain: "ok" }, figures);
            Assert.Equal(reckoning.Attempted, reckoning.Acknowledged);
            Assert.InRange(load.MostAttempts, 1, MostAttempts);
            // What was mended stands once, under its own identity, at the time at which it happened.
            Assert.Equal(mendable.Values.Select(message => (load.Poison[message.Name].Kiosk, load.Poison[message.Name].Seq, message.Happened)).Order(), after.Raised.Order());
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    /// <summary>The negative control: poison that is acknowledged and kept nowhere is told as lost, to the message.</summary>
    [Fact]
    public async Task Poison_that_is_dropped_instead_of_kept_is_found_out()
    {
        using var folder = new DataFolder();
        await using var server = await ServerProcess.RunAsync(new ServerStart(folder.Path).WithoutRates());
        var load = new PoisonedLoad(server, Seed, Dropped);
        await load.RunAsync(TimeSpan.FromSeconds(60), 0.2, most: 400);
        await server.KillAsync();
        var reckoning = Books.Of(folder.Path).Reckon(load, await VerifyOutput.OfAsync(folder.Path));
        output.WriteLine($"negative control, {Dropped} dropped: {reckoning}");
        Assert.True(reckoning is { Lost: Dropped, Duplicated: 0, Uncounted: 0, Unexpected: 0 }, reckoning.ToString());
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

    private static async Task<List<(long Position, string Reason)>> QuarantineAsync(ServerProcess server)
    {
        using var answer = await server.SendAsync(HttpMethod.Get, "/api/v1/quarantine", server.Credentials.StaffToken);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return [.. json.RootElement.EnumerateArray().Select(entry => (entry.GetProperty("position").GetInt64(), entry.GetProperty("reason").GetString()!))];
    }

    private static async Task<(int Done, int Refused)> RequeueAsync(ServerProcess server, IEnumerable<long> positions)
    {
        int done = 0, refused = 0;
        foreach (long position in positions)
        {
            using var answer = await server.SendAsync(HttpMethod.Post, $"/api/v1/quarantine/{position.ToString(CultureInfo.InvariantCulture)}/requeue", server.Credentials.StaffToken);
            if (answer.StatusCode == HttpStatusCode.OK) done++;
            else if (answer.StatusCode == HttpStatusCode.UnprocessableEntity) refused++;
            else Assert.Fail($"A requeue was answered with {answer.StatusCode}.");
        }
        return (done, refused);
    }
}
