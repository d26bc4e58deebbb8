namespace OpsCenter.Access;

/// <summary>The names of the authorization policies that endpoints and the hub ask for.</summary>
public static class Policies
{
    /// <summary>May read postures, trends and streams: walls, staff, integrators. Which units, <see cref="Scope.IScopeGuard"/> says.</summary>
    public const string Read = "read";
}
