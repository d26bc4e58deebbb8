using System.Security.Claims;
using OpsCenter.Domain.Territory;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Access.Scope;

/// <summary>Decides by the path of the unit in the city pack's tree: a caller sees the unit of their scope and all below it.</summary>
public sealed class CityScopeGuard(CityPlan plan) : IScopeGuard
{
    /// <inheritdoc/>
    public bool MayWatch(ClaimsPrincipal user, UnitCode unit)
    {
        if (user.Identity is not { IsAuthenticated: true } || !UnitCode.TryParse(user.FindFirstValue(Roles.ScopeClaim), null, out var scope)) return false;
        for (int index = plan.IndexOf(unit); index >= 0; index = plan.ParentIndex[index])
            if (plan.Units[index].Code == scope) return true;
        return false;
    }
}
