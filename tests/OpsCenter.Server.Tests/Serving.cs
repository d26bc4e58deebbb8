using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpsCenter.Access.Pairing;
using OpsCenter.Access.Tokens;
using OpsCenter.Domain.Territory;
using OpsCenter.Mqtt.Broker;
using OpsCenter.Server.Serve;
using OpsCenter.Server.Tests.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>The whole server from a configuration, in this process, on free ports: started once for all of these.</summary>
public sealed class Serving(Serving.Server server) : IClassFixture<Serving.Server>
{
    [Fact]
    public async Task It_is_live_and_its_limits_are_the_configured_ones()
    {
        var (status, text, _) = await server.GetAsync("/healthz");
        Assert.True(status is HttpStatusCode.OK, text);
        Assert.Equal(1234, server.Get<IOptions<BrokerOptions>>().Value.MaxConnections);
        Assert.Equal(16 * 1024, server.Get<IOptions<BrokerOptions>>().Value.MaximumPayload);
    }

    [Fact]
    public async Task The_wall_token_reads_and_the_staff_token_revokes()
    {
        Assert.Equal(HttpStatusCode.OK, (await server.GetAsync("/api/v1/posture/370600", server.Folder.WallToken)).Status);
        Assert.Equal(HttpStatusCode.Forbidden, await server.PostAsync("/api/v1/devices/node-red/revoke", server.Folder.WallToken));
        Assert.Equal(HttpStatusCode.NotFound, await server.PostAsync("/api/v1/devices/nobody/revoke", server.Folder.StaffToken));
        Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/api/v1/devices/node-red/revoke", server.Folder.StaffToken));
        Assert.Equal(HttpStatusCode.OK, await server.PostAsync("/api/v1/devices/node-red/revoke", server.Folder.StaffToken));
        Assert.True(server.Get<Access.Devices.DeviceRegistry>().IsRevoked("node-red"));
    }

    [Theory]
    [InlineData("/wall/city", HttpStatusCode.Unauthorized, "此浏览器尚未配对", "This browser is not paired")]
    [InlineData("/nope", HttpStatusCode.NotFound, "没有这个页面", "There is no such page")]
    [InlineData("/", HttpStatusCode.Unauthorized, "此浏览器尚未配对", "This browser is not paired")]
    [InlineData("/pair?code=used", HttpStatusCode.Forbidden, "此链接已用过或已过期", "This link was used or has run out")]
    public async Task A_browser_that_is_refused_is_told_what_to_do(string path, HttpStatusCode status, string chinese, string english)
    {
        var (said, text, type) = await server.GetAsync(path, accept: "text/html,application/xhtml+xml");
        Assert.Equal((status, "text/html"), (said, type));
        Assert.Contains(chinese, text, StringComparison.Ordinal);
        Assert.Contains(english, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_is_refused_gets_problem_details()
    {
        var (status, text, type) = await server.GetAsync("/wall/city");
        Assert.Equal((HttpStatusCode.Unauthorized, "application/problem+json"), (status, type));
        using var problem = JsonDocument.Parse(text);
        Assert.Equal(401, problem.RootElement.GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task A_paired_browser_is_led_to_the_wall_and_told_when_a_wall_is_not_there()
    {
        string code = server.Get<PairingCodes>().Draw(new TokenHolder("screen", Access.Roles.Wall, server.Get<CityPlan>().City));
        using var browser = server.NewBrowser();
        using var paired = await browser.GetAsync($"/pair?code={code}", TestContext.Current.CancellationToken);
        Assert.Equal("/wall/city", paired.Headers.Location?.ToString());
        using var root = await browser.GetAsync("/", TestContext.Current.CancellationToken);
        Assert.Equal("/wall/city", root.Headers.Location?.ToString());
        using var unknown = await browser.GetAsync("/wall/no-such-wall", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("没有这个页面", await unknown.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_screen_that_is_paired_calls_forth_the_link_for_the_next()
    {
        List<string> told = [];
        ServeProgram.TellLinks(server.App, told.Add);
        for (int screen = 1; screen <= 3; screen++)
        {
            using var browser = server.NewBrowser();
            using var paired = await browser.GetAsync(new Uri(told[^1]), TestContext.Current.CancellationToken);
            Assert.Equal("/wall/city", paired.Headers.Location?.ToString());
            Assert.True(told.Count > screen);
        }
    }

    [Theory]
    [InlineData("https://wall.example.cn", "https", HttpStatusCode.OK)]
    [InlineData("https://wall.example.cn", null, HttpStatusCode.Forbidden)]
    [InlineData("http://wall.example.cn", "https", HttpStatusCode.Forbidden)]
    [InlineData("https://evil.example.cn", "https", HttpStatusCode.Forbidden)]
    public async Task Behind_a_proxy_with_TLS_a_page_reaches_its_own_server_and_no_other_sites(string origin, string? forwarded, HttpStatusCode status)
    {
        using var browser = server.NewBrowser();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/asyncapi/v1.json");
        request.Headers.Host = "wall.example.cn";
        request.Headers.Add("Origin", origin);
        request.Headers.Add("X-Forwarded-For", "10.1.2.3");
        if (forwarded is not null) request.Headers.Add("X-Forwarded-Proto", forwarded);
        using var answer = await browser.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(status, answer.StatusCode);
    }

    [Fact]
    public void The_pack_is_kept_by_its_hash()
    {
        string kept = Path.Combine(server.Folder.Path, "data", "packs", server.Get<CityPlan>().Parts.Hash);
        Assert.Equal(server.Get<CityPlan>().Parts.Hash, CityPack.CityPackLoader.Load(kept).Parts.Hash);
    }

    /// <summary>One server for the class.</summary>
    public sealed class Server : IAsyncLifetime
    {
        private WebApplication? _app;
        private HttpClient? _http;

        internal ServeFolder Folder { get; } = new();

        internal WebApplication App => _app!;

        internal T Get<T>() where T : notnull => _app!.Services.GetRequiredService<T>();

        public async ValueTask InitializeAsync()
        {
            _app = ServeProgram.Build(Folder.Options(""", "settings": { "Mqtt": { "MaxConnections": 1234 } }"""));
            _app.MapGet("/test/throws", string () => throw new InvalidOperationException("thrown")).AllowAnonymous();
            _app.MapGet("/test/no-policy", () => "open");
            await _app.StartAsync();
            _http = NewClient(null);
        }

        internal HttpClient NewBrowser()
        {
            var browser = NewClient(new CookieContainer());
            browser.DefaultRequestHeaders.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
            return browser;
        }

        internal async Task<(HttpStatusCode Status, string Text, string? Type)> GetAsync(string path, string? token = null, string? accept = null)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            if (accept is not null) request.Headers.TryAddWithoutValidation("Accept", accept);
            using var answer = await _http!.SendAsync(request, TestContext.Current.CancellationToken);
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), answer.Content.Headers.ContentType?.MediaType);
        }

        internal Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => _http!.SendAsync(request, TestContext.Current.CancellationToken);

        internal async Task<HttpStatusCode> PostAsync(string path, string token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Idempotency-Key", Access.Devices.SecretHash.Draw());
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
            using var answer = await _http!.SendAsync(request, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            _http?.Dispose();
            if (_app is not null)
            {
                await _app.StopAsync();
                await _app.DisposeAsync();
            }
            Folder.Dispose();
        }

        private HttpClient NewClient(CookieContainer? cookies)
        {
            var addresses = Get<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
#pragma warning disable CA2000 // the client owns the handler
            var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = cookies is not null };
#pragma warning restore CA2000
            if (cookies is not null) handler.CookieContainer = cookies;
            return new HttpClient(handler) { BaseAddress = new Uri(addresses.First()) };
        }
    }
}
