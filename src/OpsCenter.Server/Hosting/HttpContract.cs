using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.Options;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;
using OpsCenter.Access;
using OpsCenter.Board;
using OpsCenter.Desk.Posture;

namespace OpsCenter.Server.Hosting;

/// <summary>The HTTP contract as OpenAPI: each endpoint says what it answers itself; what its policy and the guards add is derived here.</summary>
internal static class HttpContract
{
    private const string Bearer = "bearer";
    private const string Screen = "screen";

    internal static IServiceCollection AddHttpContract(this IServiceCollection services) => services.AddOpenApi(options =>
    {
        options.AddSchemaTransformer(NameTheCode);
        options.AddOperationTransformer(NameWhoMayAsync);
        options.AddDocumentTransformer(Complete);
    });

    /// <summary>Where described endpoints are mapped: another site's page gets 403 from each, and 401 comes from each that asks for a policy.</summary>
    internal static IEndpointRouteBuilder MapDescribed(this IEndpointRouteBuilder endpoints)
    {
        var group = endpoints.MapGroup("").ProducesProblem(StatusCodes.Status403Forbidden);
        ((IEndpointConventionBuilder)group).Finally(endpoint =>
        {
            if (endpoint.Metadata.OfType<IAllowAnonymous>().Any()) return;
            endpoint.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status401Unauthorized, typeof(ProblemDetails), ["application/problem+json"]));
        });
        return group;
    }

    private static Task NameTheCode(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken cancellationToken)
    {
        if (context.JsonTypeInfo.Type == typeof(ProblemDetails) && schema.Properties is { } members)
            members["code"] = new OpenApiSchema { Type = JsonSchemaType.String, Description = "A stable word for programs; absent where the status says all." };
        return Task.CompletedTask;
    }

    private static async Task NameWhoMayAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        if (metadata.OfType<IAllowAnonymous>().Any()) return;
        var policies = context.ApplicationServices.GetRequiredService<IAuthorizationPolicyProvider>();
        var policy = await AuthorizationPolicy.CombineAsync(policies, metadata.OfType<IAuthorizeData>());
        bool screens = policy?.Requirements.OfType<RolesAuthorizationRequirement>().All(roles => roles.AllowedRoles.Contains(Roles.Wall)) ?? false;
        operation.Security = [Requires(Bearer, context.Document!)];
        if (screens) operation.Security.Add(Requires(Screen, context.Document!));
    }

    private static OpenApiSecurityRequirement Requires(string scheme, OpenApiDocument document) => new() { [new OpenApiSecuritySchemeReference(scheme, document)] = [] };

    private static Task Complete(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var cookie = context.ApplicationServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(CookieAuthenticationDefaults.AuthenticationScheme);
        document.Info = new OpenApiInfo { Title = "OpsCenter", Version = "1", Description = "Errors are problem details (RFC 9457). Commands answer 2xx only after the fsync." };
        document.AddComponent<IOpenApiSecurityScheme>(Bearer, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of staff; where a screen may read, a token of a wall too.",
        });
        document.AddComponent<IOpenApiSecurityScheme>(Screen, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = cookie.Cookie.Name,
            Description = "A paired screen's cookie: opening the link that the server printed leaves it. It reads and does nothing else.",
        });
        Add(document, "tile", FrameSchemas.Tile());
        Add(document, PostureEndpoints.PostureName, FrameSchemas.Posture());
        var posture = document.Paths.Values.SelectMany(path => path.Operations!.Values).Single(operation => operation.OperationId == PostureEndpoints.PostureName);
        ((OpenApiResponse)posture.Responses!["200"]).Content = new Dictionary<string, OpenApiMediaType>
        {
            ["application/json"] = new OpenApiMediaType { Schema = new OpenApiSchemaReference(PostureEndpoints.PostureName, document) },
        };
        return Task.CompletedTask;
    }

    private static void Add(OpenApiDocument document, string name, JsonObject schema) => document.AddComponent<IOpenApiSchema>(name,
        OpenApiModelFactory.Parse<OpenApiSchema>(schema.ToJsonString(), OpenApiSpecVersion.OpenApi3_1, document, out _, OpenApiConstants.Json)
        ?? throw new InvalidOperationException($"The schema '{name}' is none."));
}
