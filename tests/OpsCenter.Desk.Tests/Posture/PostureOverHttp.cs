using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsCenter.Board;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Desk.Posture;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Testing;
using OpsCenter.Wall.Tests.Testing;

namespace OpsCenter.Desk.Tests.Posture;

public sealed class PostureOverHttp : IAsyncLifetime
{
    private readonly Story _story = new();
    private readonly ManualTime _time = new(SmallCity.Morning);
    private readonly HttpClient _http = new();
    private WebApplication _app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddStory(_story).AddSingleton<TimeProvider>(_time).AddSingleton<LiveBoard>();
        _app = builder.Build();
        _app.UseAuthentication();
        _app.UseAuthorization();
        _app.MapPosture();
        await _app.StartAsync(Ct);
        _http.BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("370600")]
    [InlineData("370601001001001")]
    [InlineData("v-370601001001001")]
    public async Task A_posture_tells_the_newest_commit_of_a_unit_or_venue(string unit)
    {
        _story.CheckIn(Story.Person(1), Purpose.Volunteer);
        var posture = await _http.GetFromJsonAsync<JsonElement>($"/api/v1/posture/{unit}?access_token=370600", Ct);
        Assert.Equal((2, unit), (posture.GetProperty("version").GetInt64(), posture.GetProperty("unit").GetString()));
        Assert.Equal("2026-11-21T08:00:00.000+08:00", posture.GetProperty("at").GetString());
        Assert.Equal((1, 1), (posture.GetProperty("tile").GetProperty("present").GetInt64(), posture.GetProperty("tile").GetProperty("volunteers").GetInt64()));
    }

    [Theory]
    [InlineData("/api/v1/posture/370699", 404)]
    [InlineData("/api/v1/posture/v-none", 404)]
    [InlineData("/api/v1/posture/370600", 403)]
    [InlineData("/api/v1/posture/370601?at=2026-11-20T08:00:00Z&known=then", 501)]
    [InlineData("/api/v1/trend/370699", 404)]
    [InlineData("/api/v1/trend/370602", 403)]
    [InlineData("/api/v1/trend/370601?step=7", 400)]
    [InlineData("/api/v1/trend/370601?step=P2D", 400)]
    [InlineData("/api/v1/trend/370601?from=yesterday", 400)]
    [InlineData("/api/v1/trend/370601?from=2026-11-21T08:00:00", 400)]
    [InlineData("/api/v1/trend/370601?from=2026-11-21T08:00:00Z&to=2026-11-21T07:00:00Z", 400)]
    public async Task What_cannot_be_answered_is_a_problem_with_its_status(string address, int status)
    {
        using var answer = await _http.GetAsync(new Uri($"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}access_token=370601", UriKind.Relative), Ct);
        Assert.Equal((status, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        Assert.Equal(status, (await answer.Content.ReadFromJsonAsync<JsonElement>(Ct)).GetProperty("status").GetInt32());
    }

    [Fact]
    public async Task Without_a_token_nothing_is_told()
    {
        using var answer = await _http.GetAsync(new Uri("/api/v1/posture/370600", UriKind.Relative), Ct);
        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("370601001", 1, 1)]
    [InlineData("370601001001", 1, 1)]
    [InlineData("370601001001001", 1, 1)]
    [InlineData("v-370601001001001", 1, 0)]
    [InlineData("370601001001002", 0, 0)]
    public async Task Every_unit_and_venue_has_a_trend(string unit, long checkIns, long raised)
    {
        _story.Now = SmallCity.Morning.AddMinutes(-10);
        _story.CheckIn(Story.Person(2));
        _story.Raise();
        var trend = await _http.GetFromJsonAsync<JsonElement>($"/api/v1/trend/{unit}?access_token=370601&from=2026-11-20T23:00:00.000Z&to=2026-11-21T00:00:00.000Z", Ct);
        var point = Assert.Single(trend.GetProperty("points").EnumerateArray());
        Assert.Equal((unit, checkIns, raised), (trend.GetProperty("unit").GetString(), point.GetProperty("checkIns").GetInt64(), point.GetProperty("raised").GetInt64()));
    }

    [Theory]
    [InlineData("&step=3600")]
    [InlineData("&step=PT1H")]
    [InlineData("")]
    public async Task A_trend_counts_by_the_hour_in_which_it_happened(string step)
    {
        _story.Now = SmallCity.Morning.AddMinutes(-90);
        _story.CheckIn(Story.Person(1));
        _story.Now = SmallCity.Morning.AddMinutes(-10);
        _story.CheckIn(Story.Person(2));
        _story.Raise();
        var trend = await _http.GetFromJsonAsync<JsonElement>($"/api/v1/trend/370601?access_token=370601&from=2026-11-20T22:00:00.000Z&to=2026-11-21T00:00:00.000Z{step}", Ct);
        var points = trend.GetProperty("points").EnumerateArray()
            .Select(point => (point.GetProperty("at").GetString(), point.GetProperty("checkIns").GetInt64(), point.GetProperty("raised").GetInt64()));
        Assert.Equal([("2026-11-21T06:00:00+08:00", 1, 0), ("2026-11-21T07:00:00+08:00", 1, 1)], points);
        Assert.Equal((3600, 4), (trend.GetProperty("step").GetInt32(), trend.GetProperty("version").GetInt64()));
    }

    [Fact]
    public async Task A_trend_that_reaches_back_beyond_what_is_kept_begins_where_the_keeping_does()
    {
        var trend = await _http.GetFromJsonAsync<JsonElement>("/api/v1/trend/370600?access_token=370600&from=2026-11-01T00:00:00%2B08:00", Ct);
        Assert.Equal("2026-11-19T09:00:00+08:00", trend.GetProperty("from").GetString());
        Assert.Equal(47, trend.GetProperty("points").GetArrayLength());
    }
}
