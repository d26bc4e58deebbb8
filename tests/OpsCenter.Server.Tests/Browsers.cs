using System.Net;
using OpsCenter.Access.Pairing;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.Territory;

namespace OpsCenter.Server.Tests;

/// <summary>What a browser meets that was led astray: by a hostile link, by an error, by an address that is not there.</summary>
public sealed class Browsers(Serving.Server server) : IClassFixture<Serving.Server>
{
    [Theory]
    [InlineData("/wall/370602", "/wall/370602")]
    [InlineData("/wall/city%3Funit%3Dv-00001", "/wall/city?unit=v-00001")]
    [InlineData("/%09/evil.example", "/wall/city")]
    [InlineData("/%0a/evil.example", "/wall/city")]
    [InlineData("/%0d/evil.example", "/wall/city")]
    [InlineData("//evil.example", "/wall/city")]
    [InlineData("/%5Cevil.example", "/wall/city")]
    [InlineData("https://evil.example/wall/", "/wall/city")]
    [InlineData("%20/wall/city", "/wall/city")]
    [InlineData("/wall/", "/wall/city")]
    [InlineData("/wall/..//evil.example", "/wall/city")]
    [InlineData("/wall/city%0d%0aSet-Cookie:a=b", "/wall/city")]
    [InlineData("/wall/%5C%5Cevil.example", "/wall/city")]
    [InlineData("/wall/%E5%9F%8E", "/wall/city")]
    [InlineData("/api/v1/quarantine", "/wall/city")]
    public async Task A_link_leads_to_a_wall_of_this_server_and_nowhere_else(string to, string leads)
    {
        string code = server.Get<PairingCodes>().Draw(new TokenHolder("screen", Access.Roles.Wall, server.Get<CityPlan>().City));
        using var browser = server.NewBrowser();
        using var paired = await browser.GetAsync($"/pair?code={code}&to={to}", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.Redirect, leads), (paired.StatusCode, paired.Headers.Location?.ToString()));
    }

    [Theory]
    [InlineData("/healthz", HttpStatusCode.OK)]
    [InlineData("/wall/city", HttpStatusCode.Unauthorized)]
    [InlineData("/nope", HttpStatusCode.NotFound)]
    [InlineData("/test/throws", HttpStatusCode.InternalServerError)]
    public async Task Every_answer_bears_the_headers_that_keep_a_browser_here(string path, HttpStatusCode status)
    {
        using var browser = server.NewBrowser();
        using var answer = await browser.GetAsync(path, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains("default-src 'self'", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.Equal(["same-origin"], answer.Headers.GetValues("Cross-Origin-Opener-Policy"));
    }

    [Theory]
    [InlineData("/nope")]
    [InlineData("/favicon.ico")]
    public async Task An_address_that_is_not_there_is_not_found_whoever_asks(string path)
    {
        foreach (string? token in (string?[])[null, server.Folder.WallToken, server.Folder.StaffToken])
        {
            var (status, text, type) = await server.GetAsync(path, token);
            Assert.Equal((HttpStatusCode.NotFound, "application/problem+json"), (status, type));
            Assert.Contains("404", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_endpoint_that_declares_no_policy_is_still_refused()
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await server.GetAsync("/test/no-policy")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await server.GetAsync("/test/no-policy", server.Folder.StaffToken)).Status);
    }
}
