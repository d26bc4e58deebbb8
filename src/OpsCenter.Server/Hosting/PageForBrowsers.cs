using OpsCenter.Access;

namespace OpsCenter.Server.Hosting;

/// <summary>What goes wrong is told to a browser as a page, to a program as problem details.</summary>
internal sealed class PageForBrowsers : IProblemDetailsWriter
{
    public bool CanWrite(ProblemDetailsContext context) => RefusalPage.IsWanted(context.HttpContext.Request);

    public ValueTask WriteAsync(ProblemDetailsContext context) => new(RefusalPage.WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
}
