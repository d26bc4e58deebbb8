using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpsCenter.Access.Devices;
using OpsCenter.Access.Pairing;
using OpsCenter.Access.Scope;
using OpsCenter.Access.Tokens;

namespace OpsCenter.Access;

/// <summary>Puts identity, policies and scope together for the host.</summary>
public static class AccessSetup
{
    private const string Either = "bearer-or-cookie";

    /// <summary>Adds authentication (bearer or the pairing cookie), the policies of <see cref="Policies"/>, and a fallback that refuses.</summary>
    /// <param name="services">The host's services; they hold the city plan and the clock.</param>
    /// <param name="keyFolder">Where the cookie's keys are kept, so that a paired screen survives a restart.</param>
    public static IServiceCollection AddAccess(this IServiceCollection services, DirectoryInfo keyFolder)
    {
        services.AddSingleton<DeviceRegistry>().AddSingleton<BearerTokens>().AddSingleton<PairingCodes>().AddSingleton<IScopeGuard, CityScopeGuard>();
        services.AddDataProtection().SetApplicationName("OpsCenter").PersistKeysToFileSystem(keyFolder);
        services.AddAuthentication(Either)
            .AddPolicyScheme(Either, null, options => options.ForwardDefaultSelector = context =>
                BearerHandler.ShowsToken(context.Request) ? BearerHandler.SchemeName : CookieAuthenticationDefaults.AuthenticationScheme)
            .AddScheme<AuthenticationSchemeOptions, BearerHandler>(BearerHandler.SchemeName, null)
            .AddCookie(ConfigureCookie);
        services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Read, policy => policy.RequireRole(Roles.Wall, Roles.Staff))
            .AddPolicy(Policies.Wall, policy => policy.RequireRole(Roles.Wall, Roles.Staff))
            .AddPolicy(Policies.CloseRequests, policy => policy.RequireRole(Roles.Staff))
            .AddPolicy(Policies.Quarantine, policy => policy.RequireRole(Roles.Staff))
            .AddPolicy(Policies.RevokeDevices, policy => policy.RequireRole(Roles.Staff))
            .SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAssertion(_ => false).Build());
        return services;
    }

    /// <summary>A screen's cookie: 400 days unattended, never a login page (FT-27).</summary>
    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "opscenter-screen";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.Cookie.MaxAge = options.ExpireTimeSpan = TimeSpan.FromDays(400);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context => Refusals.WriteAsync(context.HttpContext, StatusCodes.Status401Unauthorized,
            "This browser is not paired. Open the link in the server's terminal window, or send a bearer token.");
        options.Events.OnRedirectToAccessDenied = context => Refusals.WriteAsync(context.HttpContext, StatusCodes.Status403Forbidden,
            "This screen may not do that.");
    }
}
