using OpsCenter.Access;

namespace OpsCenter.Server.Hosting;

/// <summary>Headers that keep a browser to this server alone (SEC-22), and a refusal for WebSockets that another site's page opens (SEC-21).</summary>
internal sealed class BrowserGuard(RequestDelegate next)
{
    private const string Policy =
        "default-src 'self'; connect-src 'self'; img-src 'self' data: blob:; style-src 'self' 'unsafe-inline'; script-src 'self'; " +
        "font-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        context.Response.OnStarting(SetHeaders, context.Response.Headers);
        return IsForeign(context.Request)
            ? Refusals.WriteAsync(context, StatusCodes.Status403Forbidden, "This page was opened by another site.")
            : next(context);
    }

    /// <summary>As the answer leaves, because an error clears what was set before it; a page's own stricter policy stays.</summary>
    private static Task SetHeaders(object state)
    {
        var headers = (IHeaderDictionary)state;
        headers.TryAdd("Content-Security-Policy", Policy);
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        return Task.CompletedTask;
    }

    private static bool IsForeign(HttpRequest request) =>
        request.Headers.Origin.ToString() is { Length: > 0 } origin &&
        !(Uri.TryCreate(origin, UriKind.Absolute, out var from) && from.Authority == request.Host.Value && from.Scheme == request.Scheme);
}
