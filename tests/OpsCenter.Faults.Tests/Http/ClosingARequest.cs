using System.Net;
using OpsCenter.Faults.Tests.Testing;
using OpsCenter.Mqtt.Framing;

namespace OpsCenter.Faults.Tests.Http;

public sealed class ClosingARequest(SharedServer shared) : IClassFixture<SharedServer>
{
    private static int _ticket = 20_000_000;

    [Fact]
    public async Task It_closes_once_and_tells_a_repeated_key_from_another_one()
    {
        var (kiosk, ticket) = await RaiseAsync();
        await GridShowsAsync(kiosk, open: 1, closed: 0);

        var first = await CloseAsync(ticket, "key-1");
        Assert.Equal((HttpStatusCode.OK, false), (first.Status, first.Body.GetProperty("repeated").GetBoolean()));
        await GridShowsAsync(kiosk, open: 0, closed: 1);

        var again = await CloseAsync(ticket, "key-1");
        Assert.Equal((HttpStatusCode.OK, true), (again.Status, again.Body.GetProperty("repeated").GetBoolean()));
        var late = await CloseAsync(ticket, "key-2");
        AssertProblem(HttpStatusCode.Conflict, late);
        Assert.Equal("request-closed", late.Body.GetProperty("code").GetString());
        await GridShowsAsync(kiosk, open: 0, closed: 1);
    }

    [Fact]
    public async Task A_key_that_came_with_another_command_is_refused()
    {
        var (_, first) = await RaiseAsync();
        var (kiosk, second) = await RaiseAsync();
        string key = $"shared-{first}";
        Assert.Equal(HttpStatusCode.OK, (await CloseAsync(first, key)).Status);
        AssertProblem(HttpStatusCode.UnprocessableEntity, await CloseAsync(second, key));
        await GridShowsAsync(kiosk, open: 1, closed: 0);
    }

    [Theory]
    [InlineData("99999992", "ticket-unknown", "No request bears")]
    [InlineData("99999999", "ticket-mistyped", "enter it again")]
    public async Task A_ticket_that_nobody_bears_is_not_found_and_a_wrong_check_digit_is_called_so(string ticket, string code, string cure)
    {
        var answer = await CloseAsync(ticket, $"key-{ticket}");
        AssertProblem(HttpStatusCode.NotFound, answer);
        Assert.Equal(code, answer.Body.GetProperty("code").GetString());
        Assert.Contains(cure, answer.Body.GetProperty("detail").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_ticket_is_refused() => AssertProblem(HttpStatusCode.BadRequest, await CloseAsync("12", "key-malformed"));

    [Fact]
    public async Task Without_a_key_nothing_is_closed()
    {
        var (kiosk, ticket) = await RaiseAsync();
        AssertProblem(HttpStatusCode.BadRequest, await SendAsync(ticket, shared.Credentials.StaffToken));
        await GridShowsAsync(kiosk, open: 1, closed: 0);
    }

    [Fact]
    public async Task A_wall_may_not_close()
    {
        var (kiosk, ticket) = await RaiseAsync();
        AssertProblem(HttpStatusCode.Forbidden, await SendAsync(ticket, shared.Credentials.WallToken, ("Idempotency-Key", "wall")));
        await GridShowsAsync(kiosk, open: 1, closed: 0);
    }

    [Fact]
    public async Task Nobody_may_not_close()
    {
        var (_, ticket) = await RaiseAsync();
        AssertProblem(HttpStatusCode.Unauthorized, await SendAsync(ticket, null, ("Idempotency-Key", "nobody")));
        AssertProblem(HttpStatusCode.Unauthorized, await SendAsync(ticket, "no-such-token", ("Idempotency-Key", "nobody")));
    }

    private async Task<(KioskCredential Kiosk, string Ticket)> RaiseAsync()
    {
        var kiosk = shared.NextKiosk();
        string ticket = Interlocked.Increment(ref _ticket).ToString(System.Globalization.CultureInfo.InvariantCulture);
        await using var client = await RawClient.SignInAsync(shared.Server, ProtocolVersion.V5, kiosk);
        Assert.Equal(0, (await client.PublishAsync(kiosk.Topic("up"), TapJson.Request(1, ticket))).Reason());
        return (kiosk, ticket);
    }

    /// <summary>Waits until the tile of the kiosk's grid, where its requests are, holds both figures.</summary>
    private Task GridShowsAsync(KioskCredential kiosk, long open, long closed) =>
        Eventually.TrueAsync($"grid {kiosk.Grid} shows {open} open and {closed} closed", TimeSpan.FromSeconds(10), async () =>
        {
            var tile = await shared.Server.TileAsync(kiosk.Grid);
            return tile.Figure("open") == open && tile.Figure("closed") == closed;
        });

    private Task<HttpAnswer> CloseAsync(string ticket, string key) => SendAsync(ticket, shared.Credentials.StaffToken, ("Idempotency-Key", key));

    private Task<HttpAnswer> SendAsync(string ticket, string? token, params (string, string)[] headers) =>
        HttpAnswer.OfAsync(shared.Server.SendAsync(HttpMethod.Post, $"/api/v1/requests/{ticket}/close", token, headers));

    private static void AssertProblem(HttpStatusCode status, HttpAnswer answer) => answer.AssertProblem(status);
}
