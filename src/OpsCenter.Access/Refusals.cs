using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.WebUtilities;

namespace OpsCenter.Access;

/// <summary>Refusals over HTTP: problem details (RFC 9457), and a page for who asks with a browser.</summary>
public static class Refusals
{
    /// <summary>Answers with a status and a sentence that says what to do.</summary>
    public static Task WriteAsync(HttpContext context, int status, string detail)
    {
        if (RefusalPage.IsWanted(context.Request)) return RefusalPage.WriteAsync(context, status);
        context.Response.StatusCode = status;
        var problem = new ProblemDetails { Status = status, Title = ReasonPhrases.GetReasonPhrase(status), Detail = detail };
        return context.Response.WriteAsJsonAsync(problem, options: null, contentType: "application/problem+json", context.RequestAborted);
    }
}
