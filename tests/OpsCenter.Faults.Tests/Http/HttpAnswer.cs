using System.Net;
using System.Text.Json;

namespace OpsCenter.Faults.Tests.Http;

/// <summary>An answer that is read whole.</summary>
internal sealed record HttpAnswer(HttpStatusCode Status, string? Type, JsonElement Body)
{
    internal static async Task<HttpAnswer> OfAsync(Task<HttpResponseMessage> sending)
    {
        using var answer = await sending;
        string text = await answer.Content.ReadAsStringAsync();
        using var json = text.StartsWith('{') ? JsonDocument.Parse(text) : null;
        return new HttpAnswer(answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, json?.RootElement.Clone() ?? default);
    }

    /// <summary>RFC 9457: its media type, its status in the body too, and a title.</summary>
    internal void AssertProblem(HttpStatusCode status)
    {
        Assert.Equal((status, "application/problem+json"), (Status, Type));
        Assert.Equal((int)status, Body.GetProperty("status").GetInt32());
        Assert.NotEqual("", Body.GetProperty("title").GetString());
    }
}
