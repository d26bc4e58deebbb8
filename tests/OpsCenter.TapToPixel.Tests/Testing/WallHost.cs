using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsCenter.Access;
using OpsCenter.Access.Scope;
using OpsCenter.Board;
using OpsCenter.CityPack;
using OpsCenter.Desk.Posture;
using OpsCenter.Domain.Kiosks;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Wall;
using OpsCenter.Wall.Hub;

namespace OpsCenter.TapToPixel.Tests.Testing;

/// <summary>The real pages, hub and board on a real socket, fed with an invented day; its loop can be held and its server stopped.</summary>
internal sealed class WallHost : IAsyncDisposable
{
    private static readonly CityPlan Plan = CityPackLoader.LoadShipped();
    private readonly WebApplication _app;
    private readonly Pulse _pulse;
    private readonly InventedDay _day;

    private WallHost(WebApplication app, Pulse pulse, InventedDay day) => (_app, _pulse, _day) = (app, pulse, day);

    internal int Port { get; private init; }

    internal static Venue SomeVenue => Plan.Parts.Venues[3];

    /// <param name="dashboards">The folder of dashboard files.</param>
    /// <param name="port">0 for a free one.</param>
    /// <param name="plan">The city; null for the shipped one.</param>
    /// <param name="log">Takes every sentence that is logged.</param>
    internal static async Task<WallHost> StartAsync(string dashboards, int port = 0, CityPlan? plan = null, ILoggerProvider? log = null)
    {
        plan ??= Plan;
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (log is not null) builder.Logging.AddProvider(log);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, port));
        builder.Configuration["Wall:Dashboards"] = dashboards;
        var pulse = new Pulse();
        var board = new CityBoard(plan);
        var day = new InventedDay(plan, board, DateTimeOffset.UtcNow);
        builder.Services.AddSingleton(plan).AddSingleton(board).AddSingleton<IPulse>(pulse).AddSingleton<IScopeGuard, Everything>().AddSingleton(TimeProvider.System);
        builder.Services.AddAuthentication("screen").AddScheme<AuthenticationSchemeOptions, PairedScreen>("screen", null);
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, policy => policy.RequireRole(Roles.Wall)).AddPolicy(Policies.Wall, policy => policy.RequireRole(Roles.Wall));
        builder.Services.AddLiveHub().AddWall();
        var app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapWall();
        app.MapLiveHub();
        app.MapPosture();
        await app.StartAsync();
        return new WallHost(app, pulse, day) { Port = new Uri(app.Urls.First()).Port };
    }

    internal string Address(string wall) => $"http://127.0.0.1:{Port}/wall/{wall}";

    /// <summary>The loop hangs: frames still come, and say since when.</summary>
    internal void HoldLoop(bool held) => _pulse.Hold(held);

    /// <summary>What every frame says of the server from now on.</summary>
    internal void Feel(BoardHealth health) => _pulse.Health = health;

    internal void Fleet(int count, Func<KioskId, KioskEvent> what) => _day.Fleet(count, what);

    internal void CheckIn(VenueId venue) => _day.CheckIn(venue, DateTimeOffset.UtcNow);

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.FromMilliseconds(200));
        await _app.StopAsync(atOnce.Token);
        await _app.DisposeAsync();
    }

    private sealed class Pulse : IPulse
    {
        private DateTimeOffset? _held;

        public DateTimeOffset LastAlive => _held ?? DateTimeOffset.UtcNow;

        public BoardHealth Health { get; internal set; }

        internal void Hold(bool held) => _held = held ? DateTimeOffset.UtcNow : null;
    }

    private sealed class Everything : IScopeGuard
    {
        public bool MayWatch(ClaimsPrincipal user, UnitCode unit) => true;
    }

    private sealed class PairedScreen(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder)
        : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
    {
        protected override Task<AuthenticateResult> HandleAuthenticateAsync() => Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(
            new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Role, Roles.Wall)], "screen")), "screen")));
    }
}
