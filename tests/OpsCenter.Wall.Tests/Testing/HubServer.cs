using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpsCenter.Board;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Territory;
using OpsCenter.Wall.Hub;

namespace OpsCenter.Wall.Tests.Testing;

/// <summary>The hub alone on a free loopback port, over the small city. A bearer token is the scope that its user may watch.</summary>
public sealed class HubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private HubServer(WebApplication app, Story story)
    {
        _app = app;
        Story = story;
    }

    public Story Story { get; }
    public Uri Address { get; private set; } = new("http://127.0.0.1/");
    public LiveBoard Live => _app.Services.GetRequiredService<LiveBoard>();

    public static async Task<HubServer> StartAsync(CityPlan? plan = null, Action<LiveHubOptions>? options = null)
    {
        var story = new Story(plan);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        builder.Services.AddStory(story).AddLiveHub();
        if (options is not null) builder.Services.Configure(options);
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapLiveHub();
        await app.StartAsync(TestContext.Current.CancellationToken);
        string address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new HubServer(app, story) { Address = new Uri(address) };
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
