using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace OpsCenter.Desk;

/// <summary>Problem details (RFC 9457) that bear a stable word for programs beside the sentence for people.</summary>
internal static class CodedProblem
{
    internal static ProblemHttpResult Of(int status, string code, string detail) =>
        TypedResults.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["code"] = code });
}
