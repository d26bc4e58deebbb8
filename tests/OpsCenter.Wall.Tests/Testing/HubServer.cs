using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsCenter.Access;
using OpsCenter.Access.Scope;
using OpsCenter.Board;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
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
        builder.Services.AddSingleton(story.Board).AddSingleton<IPulse, Alive>().AddSingleton<IScopeGuard>(new ByToken(story.Plan));
        builder.Services.AddLiveHub();
        builder.Services.AddAuthentication("token").AddScheme<AuthenticationSchemeOptions, TokenHandler>("token", null);
        builder.Services.AddAuthorizationBuilder().AddPolicy(Policies.Read, policy => policy.RequireAuthenticatedUser());
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

    private sealed class Alive(TimeProvider time) : IPulse
    {
        public DateTimeOffset LastAlive => time.GetUtcNow();
        public BoardHealth Health => BoardHealth.Ok;
    }

    private sealed class ByToken(CityPlan plan) : IScopeGuard
    {
        public bool MayWatch(ClaimsPrincipal user, UnitCode unit)
        {
            var scope = UnitCode.Parse(user.Identity!.Name!);
            for (int index = plan.IndexOf(unit); index >= 0; index = plan.ParentIndex[index])
                if (plan.Units[index].Code == scope) return true;
            return false;
        }
    }

    private sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync()
        {
            string? scope = Request.Query["access_token"];
            if (scope is null) return Task.FromResult(AuthenticateResult.NoResult());
            var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, scope)], "token"));
            return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(user, "token")));
        }
    }
}
