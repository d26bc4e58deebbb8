using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpsCenter.Access;

namespace OpsCenter.Desk.Open311;

/// <summary>Open311 GeoReport v2, which <c>wire.md</c> keeps a place for: it answers 501 until it is built.</summary>
public static class Open311Endpoint
{
    /// <summary>Maps the place.</summary>
    public static void MapOpen311(this IEndpointRouteBuilder endpoints) =>
        endpoints.Map("/open311/v2/{**rest}", () => TypedResults.Problem("Open311 is not built yet.", statusCode: StatusCodes.Status501NotImplemented))
            .RequireAuthorization(Policies.Read).ExcludeFromDescription();
}
