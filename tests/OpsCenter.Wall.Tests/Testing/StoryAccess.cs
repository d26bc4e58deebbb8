using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using OpsCenter.Access;
using OpsCenter.Access.Scope;
using OpsCenter.Board;
using OpsCenter.Board.Tests.Testing;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Wall.Tests.Testing;

/// <summary>Puts a story's board into a server, with users whose <c>access_token</c> is the code of the unit that they may see.</summary>
internal static class StoryAccess
{
    internal static IServiceCollection AddStory(this IServiceCollection services, Story story)
    {
        services.AddSingleton(story.Board).AddSingleton<IPulse, Alive>().AddSingleton<IScopeGuard>(new ByToken(story.Plan));
        services.AddAuthentication("token").AddScheme<AuthenticationSchemeOptions, TokenHandler>("token", null);
        services.AddAuthorizationBuilder().AddPolicy(Policies.Read, policy => policy.RequireAuthenticatedUser());
        return services;
    }
}

internal sealed class Alive(TimeProvider time) : IPulse
{
    public DateTimeOffset LastAlive => time.GetUtcNow();
    public BoardHealth Health => BoardHealth.Ok;
}

internal sealed class ByToken(CityPlan plan) : IScopeGuard
{
    public bool MayWatch(ClaimsPrincipal user, UnitCode unit)
    {
        var scope = UnitCode.Parse(user.Identity!.Name!);
        for (int index = plan.IndexOf(unit); index >= 0; index = plan.ParentIndex[index])
            if (plan.Units[index].Code == scope) return true;
        return false;
    }
}

internal sealed class TokenHandler(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder)
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
