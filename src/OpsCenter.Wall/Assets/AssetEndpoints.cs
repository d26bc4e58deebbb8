using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OpsCenter.Wall.Assets;

/// <summary>Serves the page's files: those with their version in the address for ever, the worker and the licences afresh.</summary>
internal static class AssetEndpoints
{
    internal static void MapAssets(this RouteGroupBuilder wall)
    {
        wall.MapGet("/assets/{version}/{**name}", (HttpContext context, string version, string name) => Serve(context, name, version == AssetStore.Version));
        wall.MapGet("/sw.js", (HttpContext context) => Serve(context, "sw.js", forEver: false));
        wall.MapGet("/licences", (HttpContext context) => Serve(context, "licences.txt", forEver: false));
    }

    private static IResult Serve(HttpContext context, string name, bool forEver)
    {
        if (!AssetStore.TryFind(name, out var asset)) return Results.NotFound();
        var headers = context.Response.Headers;
        headers.CacheControl = forEver ? "public, max-age=31536000, immutable" : "no-cache";
        headers.XContentTypeOptions = "nosniff";
        var content = AssetStore.Open(asset);
        if (!asset.Packed) return Results.Stream(content, asset.ContentType);
        headers.Vary = "Accept-Encoding";
        if (!context.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase))
            return Results.Stream(new GZipStream(content, CompressionMode.Decompress), asset.ContentType);
        headers.ContentEncoding = "gzip";
        return Results.Stream(content, asset.ContentType);
    }
}
