using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using OpsCenter.Testing;

namespace OpsCenter.Server.Tests;

/// <summary>The OpenAPI document as the server serves it, held against what the server answers.</summary>
public sealed class DescribedOverHttp(Serving.Server server) : IClassFixture<Serving.Server>
{
    private const string Close = "/api/v1/requests/{ticket}/close";
    private const string Requeue = "/api/v1/quarantine/{position}/requeue";
    private const string Revoke = "/api/v1/devices/{device}/revoke";
    private const string Posture = "/api/v1/posture/{unit}";
    private const string Trend = "/api/v1/trend/{unit}";

    [Theory]
    [InlineData("get", "/healthz", "200 403 503", "")]
    [InlineData("get", Posture, "200 401 403 404 501", "bearer screen")]
    [InlineData("get", Trend, "200 400 401 403 404", "bearer screen")]
    [InlineData("post", Close, "200 400 401 403 404 409 422 503", "bearer")]
    [InlineData("post", Revoke, "200 401 403 404 503", "bearer")]
    [InlineData("get", "/api/v1/quarantine", "200 401 403", "bearer")]
    [InlineData("post", Requeue, "200 401 403 404 409 410 422 503", "bearer")]
    public async Task An_endpoint_says_what_it_answers_and_whom(string method, string path, string statuses, string schemes)
    {
        var document = await DocumentAsync();
        var operation = document["paths"]![path]![method]!;
        Assert.NotEmpty((string?)operation["summary"] ?? "");
        Assert.Equal(statuses.Split(' '), operation["responses"]!.AsObject().Select(answer => answer.Key).Order(StringComparer.Ordinal));
        foreach (var (status, answer) in operation["responses"]!.AsObject())
        {
            bool problem = status is not "200" && path is not "/healthz" || status is "403";
            var schema = answer!["content"]![problem ? "application/problem+json" : "application/json"]!["schema"]!;
            Assert.Equal(problem, (string?)schema["$ref"] == "#/components/schemas/ProblemDetails");
            Assert.NotEmpty(Resolved(document, schema).AsObject());
        }
        var named = (operation["security"]?.AsArray() ?? []).SelectMany(requirement => requirement!.AsObject().Select(scheme => scheme.Key)).ToList();
        Assert.Equal(schemes.Split(' ', StringSplitOptions.RemoveEmptyEntries), named);
        Assert.All(named, scheme => Assert.NotNull(document["components"]!["securitySchemes"]![scheme]));
    }

    [Fact]
    public async Task Every_described_operation_stands_in_the_table_above()
    {
        var document = await DocumentAsync();
        Assert.Equal(7, document["paths"]!.AsObject().Where(path => !IsOfThisFixture(path.Key)).Sum(path => path.Value!.AsObject().Count));
    }

    [Fact]
    public async Task Both_credentials_are_described_as_they_are()
    {
        var schemes = (await DocumentAsync())["components"]!["securitySchemes"]!;
        Assert.Equal(("http", "bearer"), ((string?)schemes["bearer"]!["type"], (string?)schemes["bearer"]!["scheme"]));
        Assert.Equal(("apiKey", "cookie", "opscenter-screen"), ((string?)schemes["screen"]!["type"], (string?)schemes["screen"]!["in"], (string?)schemes["screen"]!["name"]));
    }

    [Theory]
    [InlineData("GET", "/healthz", "/healthz", null, 200)]
    [InlineData("GET", Posture, "/api/v1/posture/370600", "wall", 200)]
    [InlineData("GET", Posture, "/api/v1/posture/370600", null, 401)]
    [InlineData("GET", Posture, "/api/v1/posture/nowhere", "wall", 404)]
    [InlineData("GET", Posture, "/api/v1/posture/370600?at=2026-11-21T08:00:00Z", "wall", 501)]
    [InlineData("GET", Trend, "/api/v1/trend/370600", "staff", 200)]
    [InlineData("GET", Trend, "/api/v1/trend/370600?step=7", "staff", 400)]
    [InlineData("GET", Trend, "/api/v1/trend/nowhere", "staff", 404)]
    [InlineData("POST", Close, "/api/v1/requests/12/close", "staff", 400)]
    [InlineData("POST", Close, "/api/v1/requests/99999992/close", "staff", 404)]
    [InlineData("POST", Close, "/api/v1/requests/99999992/close", "wall", 403)]
    [InlineData("POST", Close, "/api/v1/requests/99999992/close", null, 401)]
    [InlineData("GET", "/api/v1/quarantine", "/api/v1/quarantine", "staff", 200)]
    [InlineData("GET", "/api/v1/quarantine", "/api/v1/quarantine", "wall", 403)]
    [InlineData("POST", Requeue, "/api/v1/quarantine/999999/requeue", "staff", 404)]
    [InlineData("POST", Revoke, "/api/v1/devices/nobody/revoke", "staff", 404)]
    [InlineData("POST", Revoke, "/api/v1/devices/k-00001/revoke", "staff", 200)]
    public async Task What_is_answered_stands_in_the_document(string method, string path, string address, string? who, int expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        request.Headers.Add("Idempotency-Key", "described");
        if (who is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", who is "staff" ? server.Folder.StaffToken : server.Folder.WallToken);
        using var answer = await server.SendAsync(request);
        Assert.Equal((HttpStatusCode)expected, answer.StatusCode);
        await AssertDescribedAsync(answer, method, path);
    }

    [Fact]
    public async Task Another_sites_page_is_refused_as_described()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/healthz");
        request.Headers.Add("Origin", "https://evil.example.cn");
        using var answer = await server.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        await AssertDescribedAsync(answer, "GET", "/healthz");
    }

    [Fact]
    public async Task A_posture_is_what_its_schema_says()
    {
        var document = await DocumentAsync();
        string text = (await server.GetAsync("/api/v1/posture/370600", server.Folder.WallToken)).Text;
        var schema = document["paths"]![Posture]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!;
        Assert.Empty(new SchemaCheck(document).Faults(schema, text));
        Assert.NotEmpty(new SchemaCheck(document).Faults(schema, """{"version":1}"""));
    }

    private static bool IsOfThisFixture(string path) => path.StartsWith("/test/", StringComparison.Ordinal);

    private async Task AssertDescribedAsync(HttpResponseMessage answer, string method, string path)
    {
        var responses = (await DocumentAsync())["paths"]![path]![method.ToLowerInvariant()]!["responses"]!;
        var described = responses[((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture)];
        Assert.NotNull(described);
        Assert.NotNull(described["content"]![answer.Content.Headers.ContentType!.MediaType!]);
    }

    private async Task<JsonObject> DocumentAsync() => JsonNode.Parse((await server.GetAsync("/openapi/v1.json")).Text)!.AsObject();

    private static JsonNode Resolved(JsonObject document, JsonNode schema) => (string?)schema["$ref"] is not { } name ? schema
        : name[2..].Split('/').Aggregate((JsonNode)document, (at, step) => at[step]!);
}
