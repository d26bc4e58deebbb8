using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using OpsCenter.Access.Scope;
using OpsCenter.Domain.Vocabulary;
using OpsCenter.Wall.Assets;
using OpsCenter.Wall.Dashboards;
using OpsCenter.Wall.Map;

namespace OpsCenter.Wall.Page;

/// <summary>The pages <c>/wall/{name}</c>, their style, and the data that they ask for.</summary>
internal static class PageEndpoints
{
    /// <summary>Nothing from elsewhere, no script or style but the page's own files.</summary>
    private const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

    internal static void MapPages(this RouteGroupBuilder wall)
    {
        wall.MapGet("/{name}", Page);
        wall.MapGet("/{name}/screen.css", Style);
    }

    internal static void MapData(this RouteGroupBuilder wall)
    {
        wall.MapGet("/data/map/{scope}", Map);
        wall.MapGet("/data/pulse/{name}", Pulse);
    }

    private static Results<RazorComponentResult<WallPage>, NotFound, ForbidHttpResult> Page(
        HttpContext context, string name, string? lang, DashboardShelf shelf, IScopeGuard guard, PageWriter writer)
    {
        if (!shelf.TryGet(name, out var wall, out _)) return TypedResults.NotFound();
        if (!guard.MayWatch(context.User, wall.Scope)) return TypedResults.Forbid();
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.CacheControl = "no-cache";
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        var texts = WallTexts.For(lang);
        return new RazorComponentResult<WallPage>(new { Wall = wall, Texts = texts, Config = writer.Config(wall, texts), writer.Synthetic });
    }

    private static Results<ContentHttpResult, NotFound, ForbidHttpResult> Style(HttpContext context, string name, DashboardShelf shelf, IScopeGuard guard)
    {
        if (!shelf.TryGet(name, out var wall, out _)) return TypedResults.NotFound();
        if (!guard.MayWatch(context.User, wall.Scope)) return TypedResults.Forbid();
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(PageWriter.Style(wall), "text/css; charset=utf-8");
    }

    private static IResult Map(HttpContext context, UnitCode scope, MapData maps, IScopeGuard guard)
    {
        if (maps.Find(scope) is not { } map) return Results.NotFound();
        if (!guard.MayWatch(context.User, scope)) return Results.Forbid();
        var headers = context.Response.Headers;
        headers.ETag = map.Tag;
        headers.CacheControl = "no-cache";
        if (context.Request.Headers.IfNoneMatch == map.Tag) return Results.StatusCode(StatusCodes.Status304NotModified);
        headers.ContentEncoding = "gzip";
        return Results.Bytes(map.Gzip, "application/json; charset=utf-8");
    }

    private static Results<Ok<PulseAnswer>, NotFound, ForbidHttpResult> Pulse(HttpContext context, string name, DashboardShelf shelf, IScopeGuard guard, TimeProvider time)
    {
        if (!shelf.TryGet(name, out var wall, out bool kept)) return TypedResults.NotFound();
        if (!guard.MayWatch(context.User, wall.Scope)) return TypedResults.Forbid();
        context.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(new PulseAnswer(time.GetUtcNow().ToUnixTimeMilliseconds(), AssetStore.Version, wall.Version, kept));
    }

    /// <summary>What a wall asks every ten seconds.</summary>
    /// <param name="Now">The server's clock, milliseconds since 1970.</param>
    /// <param name="Build">The version of the page's files; another one makes walls load themselves anew.</param>
    /// <param name="Dashboard">The version of the wall's definition; another one makes it load itself anew.</param>
    /// <param name="Kept">Whether the wall's file is broken now, so that the last good definition is shown.</param>
    internal sealed record PulseAnswer(long Now, string Build, string Dashboard, bool Kept);
}
