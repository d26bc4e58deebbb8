using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using OpsCenter.Board;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Wall.Tests.Testing;

namespace OpsCenter.Wall.Tests.Hub;

public sealed class Streams : IAsyncLifetime
{
    private HubServer _server = null!;
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _server = await HubServer.StartAsync(options: hub => hub.StreamsPerConnection = 3);

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_check_in_reaches_a_screen_as_whole_tiles()
    {
        await using var client = await HubClient.ConnectAsync(_server.Address, "370600", Ct);
        await client.StreamAsync("1", "Watch", Ct, "370600", "children");
        var model = new ScreenModel();
        await TakeAsync(client, "1", model);
        Assert.Equal("snapshot", model.Kind);
        _server.Story.CheckIn(Story.Person(1), Purpose.Volunteer);
        while (model.Version < _server.Story.Board.Version) await TakeAsync(client, "1", model);
        Assert.Equal((1, 1), (model.Figure("370601", "checkIns"), model.Figure("370601", "volunteers")));
        await TakeAsync(client, "1", model);
        Assert.Equal("beat", model.Kind);
    }

    [Theory]
    [InlineData("370699", "self", "no unit or venue '370699'")]
    [InlineData("370600", "self", "outside what this user may watch")]
    [InlineData("370601", "everything", "no detail: self, children, grids or venues")]
    public async Task A_stream_that_may_not_be_ends_with_a_clear_error(string scope, string detail, string reason)
    {
        await using var client = await HubClient.ConnectAsync(_server.Address, "370601", Ct);
        await client.StreamAsync("1", "Watch", Ct, scope, detail);
        var completion = await client.ReceiveOfAsync("1", Ct);
        Assert.Equal(3, completion.GetProperty("type").GetInt32());
        Assert.Contains(reason, completion.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_venue_counts_as_its_grid_when_the_scope_is_judged()
    {
        await using var client = await HubClient.ConnectAsync(_server.Address, "370601", Ct);
        await client.StreamAsync("1", "Watch", Ct, Story.Venue.ToString(), "self");
        await client.StreamAsync("2", "Watch", Ct, "v-370602001001001", "self");
        var model = new ScreenModel();
        await TakeAsync(client, "1", model);
        Assert.Equal([Story.Venue.ToString()], model.Units.Keys);
        Assert.Contains("outside", (await client.ReceiveOfAsync("2", Ct)).GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Happenings_tell_places_and_kinds()
    {
        await using var client = await HubClient.ConnectAsync(_server.Address, "370600", Ct);
        await client.StreamAsync("1", "Happenings", Ct, "370601");
        await client.StreamAsync("2", "Watch", Ct, "370600", "self");
        await client.ReceiveOfAsync("2", Ct);
        _server.Story.CheckIn(Story.Person(7), Purpose.Duty);
        var happening = (await client.ReceiveOfAsync("1", Ct)).GetProperty("item");
        while (happening.GetProperty("type").GetString() == "beat") happening = (await client.ReceiveOfAsync("1", Ct)).GetProperty("item");
        Assert.Equal("""{"at":"2026-11-21T08:00:00.000+08:00","type":"check-in","unit":"v-370601001001001","kind":"duty"}""", happening.GetRawText());
    }

    [Fact]
    public async Task The_focus_list_names_grids_by_overdue_hours_for_a_thousand_households()
    {
        var late = _server.Story.Raise(due: SmallCity.Morning.AddHours(-3));
        _server.Story.BecomesOverdue(late);
        await using var client = await HubClient.ConnectAsync(_server.Address, "370600", Ct);
        await client.StreamAsync("1", "Focus", Ct, "370600");
        var focus = (await client.ReceiveOfAsync("1", Ct)).GetProperty("item");
        var grid = Assert.Single(focus.GetProperty("grids").EnumerateArray());
        Assert.Equal((Story.Grid.ToString(), 1, 100), (grid.GetProperty("unit").GetString(), grid.GetProperty("overdue").GetInt32(), grid.GetProperty("households").GetInt32()));
        Assert.Equal(grid.GetProperty("hours").GetDouble() * 10, grid.GetProperty("rate").GetDouble(), 0.51);
    }

    [Fact]
    public async Task A_connection_holds_so_many_streams_and_may_end_one_for_another()
    {
        await using var client = await HubClient.ConnectAsync(_server.Address, "370600", Ct);
        foreach (string id in new[] { "1", "2", "3", "4" }) await client.StreamAsync(id, "Watch", Ct, "370600", "self");
        var refused = await client.ReceiveOfAsync("4", Ct);
        Assert.Contains("may hold 3 streams", refused.GetProperty("error").GetString(), StringComparison.Ordinal);
        await client.CancelAsync("1", Ct);
        while ((await client.ReceiveOfAsync("1", Ct)).GetProperty("type").GetInt32() != 3) { }
        await client.StreamAsync("5", "Watch", Ct, "370600", "self");
        await TakeAsync(client, "5", new ScreenModel());
    }

    [Fact]
    public async Task Without_a_token_there_is_no_hub()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => HubClient.ConnectAsync(_server.Address, null, Ct));
        Assert.Contains("401", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_over_32_KB_ends_the_connection()
    {
        await using var client = await HubClient.ConnectAsync(_server.Address, "370600", Ct);
        await client.StreamAsync("1", "Watch", Ct, new string('3', 40_000), "self");
        await Assert.ThrowsAnyAsync<Exception>(async () => { while (true) await client.ReceiveAsync(Ct); });
        await using var other = await HubClient.ConnectAsync(_server.Address, "370600", Ct);
        await other.StreamAsync("1", "Watch", Ct, "370600", "self");
        await TakeAsync(other, "1", new ScreenModel());
    }

    private static async Task TakeAsync(HubClient client, string id, ScreenModel model)
    {
        var message = await client.ReceiveOfAsync(id, Ct);
        Assert.True(message.TryGetProperty("item", out var item), message.GetRawText());
        model.Take(new Frame(0, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(item))));
    }
}
