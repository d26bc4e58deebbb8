using System.Net;
using OpsCenter.Faults.Tests.Testing;

namespace OpsCenter.Faults.Tests.Http;

/// <summary>Who gets in, and who is told why not.</summary>
public sealed class Doors(SharedServer shared) : IClassFixture<SharedServer>
{
    private static readonly (string, string)[] Handshake =
    [
        ("Connection", "Upgrade"), ("Upgrade", "websocket"), ("Sec-WebSocket-Version", "13"), ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];

    [Theory, InlineData("http://evil.example"), InlineData("null"), InlineData("http://127.0.0.1:1")]
    public async Task A_foreign_page_may_not_open_the_hub(string origin)
    {
        var answer = await GetAsync($"/hub/live?access_token={shared.Credentials.WallToken}", null, [.. Handshake, ("Origin", origin)]);
        answer.AssertProblem(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task The_hub_opens_with_a_token_in_its_address()
    {
        using var answer = await shared.Server.SendAsync(HttpMethod.Get, $"/hub/live?access_token={shared.Credentials.WallToken}", null, Handshake);
        Assert.Equal(HttpStatusCode.SwitchingProtocols, answer.StatusCode);
    }

    [Fact]
    public async Task The_hub_does_not_open_without_a_token() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync("/hub/live", null, Handshake)).Status);

    [Theory, InlineData("/api/v1/posture/370600"), InlineData("/api/v1/trend/370600"), InlineData("/wall/city")]
    public async Task A_token_in_any_other_address_is_refused(string path) =>
        (await GetAsync($"{path}?access_token={shared.Credentials.WallToken}", null)).AssertProblem(HttpStatusCode.Unauthorized);

    [Theory, InlineData("/api/v1/posture/370699", HttpStatusCode.NotFound), InlineData("/api/v1/posture/370600?at=2026-01-01T00:00:00Z", HttpStatusCode.NotImplemented),
     InlineData("/api/v1/trend/370600?step=never", HttpStatusCode.BadRequest)]
    public async Task What_cannot_be_answered_is_a_problem_with_its_status(string path, HttpStatusCode status) =>
        (await GetAsync(path, shared.Credentials.WallToken)).AssertProblem(status);

    [Theory, InlineData("/no/such/place", HttpStatusCode.NotFound), InlineData("/open311/v2/requests.json", HttpStatusCode.NotImplemented)]
    public async Task What_is_not_there_is_a_problem_too(string path, HttpStatusCode status) =>
        (await GetAsync(path, shared.Credentials.WallToken)).AssertProblem(status);

    private Task<HttpAnswer> GetAsync(string path, string? token, params (string, string)[] headers) =>
        HttpAnswer.OfAsync(shared.Server.SendAsync(HttpMethod.Get, path, token, headers));
}
