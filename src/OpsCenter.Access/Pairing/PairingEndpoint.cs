using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OpsCenter.Access.Pairing;

/// <summary>The printed link: uses a one-time code up, leaves a read-only cookie, and goes on to the wall.</summary>
public static class PairingEndpoint
{
    /// <summary>The path of the link.</summary>
    public const string Path = "/pair";

    /// <summary>Maps the link. Anonymous by nature: the code is the credential.</summary>
    public static void MapPairing(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, PairAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task PairAsync(HttpContext context, PairingCodes codes, string? code, string? to)
    {
        string wall = to is { Length: > 1 and < 200 } && to[0] == '/' && to[1] is not ('/' or '\\') ? to : "/wall/city";
        context.Response.Headers.CacheControl = "no-store";
        if (codes.Use(code ?? "") is { } screen)
            await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, screen.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme));
        else if ((await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Succeeded is false)
        {
            await Refusals.WriteAsync(context, StatusCodes.Status403Forbidden, "This link was used before or is too old. The server printed a new one when it was used.");
            return;
        }
        context.Response.Redirect(wall);
    }
}
