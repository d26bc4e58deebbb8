using System.Diagnostics;
using System.Text;
using System.Text.Json;
using OpsCenter.Board;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Territory;
using OpsCenter.Wall.Tests.Testing;

namespace OpsCenter.Wall.Tests.Hub;

public sealed class SlowClients
{
    private static readonly CityPlan BigCity = SmallCity.Plan(towns: 20, communities: 20, grids: 15, gridsAVenue: 5);
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("children", 1)]
    [InlineData("grids", 3)]
    public async Task A_client_that_stops_reading_holds_little_and_another_stays_up_to_date(string detail, int megabytes)
    {
        const int Stuck = 10;
        await using var server = await HubServer.StartAsync(BigCity, hub => hub.CutAfter = TimeSpan.FromMinutes(1));
        foreach (var unit in BigCity.Units.Where(unit => unit.Kind is UnitKind.BaseGrid)) server.Story.Raise(unit.Code);
        await using var healthy = await HubClient.ConnectAsync(server.Address, "370600", Ct);
        await healthy.StreamAsync("1", "Watch", Ct, "370600", detail);
        var model = new ScreenModel();
        await ReachAsync(healthy, model, server.Story.Board.Version);

        server.Story.Journal.Clear();
        long before = GC.GetTotalMemory(forceFullCollection: true);
        List<StuckClient> stuck = [];
        for (int i = 0; i < Stuck; i++) stuck.Add(await StuckClient.WatchAsync(server.Address, "370600", "370600", detail, Ct));
        var slowest = TimeSpan.Zero;
        for (int second = 0; second < 20; second++)
        {
            foreach (var venue in BigCity.Parts.Venues) server.Story.CheckIn(Story.Person(second), at: venue.Id);
            long began = Stopwatch.GetTimestamp();
            await ReachAsync(healthy, model, server.Story.Board.Version);
            slowest = Stopwatch.GetElapsedTime(began) > slowest ? Stopwatch.GetElapsedTime(began) : slowest;
        }
        server.Story.Journal.Clear();
        long held = (GC.GetTotalMemory(forceFullCollection: true) - before) / Stuck;
        TestContext.Current.TestOutputHelper?.WriteLine($"{detail}: at most {held / 1024} KB a stuck client; the other waited {slowest.TotalMilliseconds:F0} ms at most");
        Assert.Equal(Stuck + 1, server.Live.Screens);
        Assert.Equal(20 * BigCity.Parts.Venues.Count, model.Figure("370600", "checkIns"));
        Assert.InRange(held, long.MinValue, megabytes * 1024 * 1024);
        foreach (var client in stuck) client.Dispose();
    }

    [Fact]
    public async Task A_client_that_takes_nothing_for_long_is_cut_though_it_says_that_it_lives()
    {
        await using var server = await HubServer.StartAsync(BigCity, hub => hub.CutAfter = TimeSpan.FromSeconds(1));
        using var stuck = await StuckClient.WatchAsync(server.Address, "370600", "370600", "grids", Ct);
        await using var healthy = await HubClient.ConnectAsync(server.Address, "370600", Ct);
        await healthy.StreamAsync("1", "Watch", Ct, "370600", "grids");
        var model = new ScreenModel();
        int seen = 0;
        for (int round = 0; round < 200 && (server.Live.Screens > 1 || seen == 0); round++)
        {
            seen = Math.Max(seen, server.Live.Screens - 1);
            try
            {
                await stuck.PingAsync(Ct);
            }
            catch (System.Net.Sockets.SocketException)
            {
                continue; // cut: the loop ends when its stream has
            }
            foreach (var venue in BigCity.Parts.Venues) server.Story.CheckIn(Story.Person(round), at: venue.Id);
            await ReachAsync(healthy, model, server.Story.Board.Version);
        }
        Assert.Equal((1, 1), (seen, server.Live.Screens)); // it was there, and the one that reads is still
    }

    private static async Task ReachAsync(HubClient client, ScreenModel model, long version)
    {
        while (model.Version < version)
        {
            var item = (await client.ReceiveOfAsync("1", Ct)).GetProperty("item");
            model.Take(new Frame(0, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(item))));
        }
    }
}
