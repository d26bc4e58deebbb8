using System.Security.Claims;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Access.Scope;

/// <summary>The one scope filter: who may see which part of the city. Asked before a screen watches and before a posture is answered.</summary>
public interface IScopeGuard
{
    /// <summary>Whether this user may see a unit and all below it. False for a user that is not signed in.</summary>
    /// <param name="user">The user as the authentication found them.</param>
    /// <param name="unit">A unit of the city; for a venue, the grid it stands in.</param>
    bool MayWatch(ClaimsPrincipal user, UnitCode unit);
}
