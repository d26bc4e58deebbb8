using System.Buffers;
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

    private const string FirstWall = "/wall/city";
    private const string Walls = "/wall/";
    private const int LongestWay = 200;

    private static readonly SearchValues<char> WayLetters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~/?&=%+:,");

    /// <summary>Maps the link. Anonymous by nature: the code is the credential.</summary>
    public static void MapPairing(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGet(Path, PairAsync).AllowAnonymous().ExcludeFromDescription();

    private static async Task PairAsync(HttpContext context, PairingCodes codes, string? code, string? to)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (codes.Use(code ?? "") is { } screen)
            await context.SignInAsync(CookieAuthenticationDefaults.AuthenticationScheme, screen.ToPrincipal(CookieAuthenticationDefaults.AuthenticationScheme));
        else if ((await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme)).Succeeded is false)
        {
            await (codes.Renew()
                ? Refusals.WriteAsync(context, StatusCodes.Status410Gone, "This link has run out. A new one was just printed in the server's terminal window.")
                : Refusals.WriteAsync(context, StatusCodes.Status403Forbidden, "This link was used before or has run out. Open the newest one in the server's terminal window."));
            return;
        }
        context.Response.Redirect(IsWall(to) ? to! : FirstWall);
    }

    /// <summary>Whether a link may lead there: a wall of this server, in letters that no browser reads as another site (SEC-22).</summary>
    private static bool IsWall(string? to) =>
        to is { Length: > 6 and < LongestWay } && to.StartsWith(Walls, StringComparison.Ordinal)
        && !to.AsSpan().ContainsAnyExcept(WayLetters) && !to.Contains("..", StringComparison.Ordinal);
}
