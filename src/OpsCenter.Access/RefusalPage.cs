using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Http;
using OpsCenter.Access.Pairing;

namespace OpsCenter.Access;

/// <summary>A refusal for people: a small calm page in Chinese and English that says what to do. Programs get problem details instead.</summary>
public static class RefusalPage
{
    private static readonly Words NotPaired = new(
        "此浏览器尚未配对", "请在本机打开一次服务器终端窗口中显示的链接。链接十分钟内有效，只能使用一次；用过或过期后，终端窗口会显示新的链接。",
        "This browser is not paired", "Open the link in the server's terminal window, once, in this browser. A link works once, within ten minutes; when it was used or has run out, the terminal window shows a new one.");

    private static readonly Words LinkIsUsed = new(
        "此链接已用过或已过期", "请使用服务器终端窗口中最新显示的链接。已配对的屏幕不需要新的链接。",
        "This link was used or has run out", "Use the newest link in the server's terminal window. A screen that is paired needs none.");

    private static readonly Words LinkRanOut = new(
        "此链接已过期", "服务器终端窗口中刚刚显示了新的链接，请在十分钟内打开。",
        "This link has run out", "A new one was just printed in the server's terminal window. Open it within ten minutes.");

    private static readonly Words NotAllowed = new(
        "此屏幕无权查看该页", "请检查地址，或请管理员为此屏幕换一个范围。",
        "This screen may not see that page", "Check the address, or ask who keeps the server for a screen of another scope.");

    private static readonly Words NotThere = new(
        "没有这个页面", "请检查地址。全市大屏的地址是 /wall/city。",
        "There is no such page", "Check the address. The city's wall is /wall/city.");

    private static readonly Words NotNow = new(
        "暂时无法显示", "请稍后再试；若一直如此，请联系管理员。",
        "This cannot be shown now", "Try again in a moment; if it stays so, tell who keeps the server.");

    /// <summary>Whether who asks is a browser that shows a page.</summary>
    public static bool IsWanted(HttpRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Writes the page for a status.</summary>
    public static Task WriteAsync(HttpContext context, int status)
    {
        ArgumentNullException.ThrowIfNull(context);
        context.Response.StatusCode = status;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers.Append("Vary", "Accept");
        return context.Response.WriteAsync(Write(WordsFor(context, status), status), Encoding.UTF8, context.RequestAborted);
    }

    private static Words WordsFor(HttpContext context, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => NotPaired,
        StatusCodes.Status403Forbidden when context.Request.Path == PairingEndpoint.Path => LinkIsUsed,
        StatusCodes.Status403Forbidden => NotAllowed,
        StatusCodes.Status410Gone => LinkRanOut,
        StatusCodes.Status404NotFound => NotThere,
        _ => NotNow,
    };

    private static string Write(Words words, int status)
    {
        var html = HtmlEncoder.Create(System.Text.Unicode.UnicodeRanges.All);
        return $$"""
            <!doctype html>
            <html lang="zh-CN">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>{{html.Encode(words.Chinese)}} · OpsCenter</title>
            <style>
            :root { color-scheme: light dark; }
            body { margin: 0; min-height: 100vh; display: grid; place-items: center; font: 1.25rem/1.6 system-ui, "Noto Sans SC", sans-serif; background: #f2f4f6; color: #1b2733; }
            main { max-width: 36rem; padding: 2rem; }
            h1 { font-size: 1.75rem; margin: 0 0 .5rem; }
            h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; }
            p { margin: 0; }
            small { display: block; margin-top: 2rem; color: #4d5b69; }
            @media (prefers-color-scheme: dark) { body { background: #10161d; color: #dde4ea; } small { color: #9fadba; } }
            </style>
            </head>
            <body>
            <main>
            <h1>{{html.Encode(words.Chinese)}}</h1>
            <p>{{html.Encode(words.ChineseAdvice)}}</p>
            <div lang="en">
            <h2>{{html.Encode(words.English)}}</h2>
            <p>{{html.Encode(words.EnglishAdvice)}}</p>
            </div>
            <small>OpsCenter · {{status.ToString(CultureInfo.InvariantCulture)}}</small>
            </main>
            </body>
            </html>

            """;
    }

    private sealed record Words(string Chinese, string ChineseAdvice, string English, string EnglishAdvice);
}
