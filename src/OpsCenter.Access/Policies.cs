namespace OpsCenter.Access;

/// <summary>The names of the authorization policies that endpoints and the hub ask for.</summary>
public static class Policies
{
    /// <summary>May read postures, trends and streams: walls, staff. Which units, <see cref="Scope.IScopeGuard"/> says.</summary>
    public const string Read = "read";

    /// <summary>May open wall pages: a paired screen, staff.</summary>
    public const string Wall = "wall";

    /// <summary>May close requests: staff.</summary>
    public const string CloseRequests = "close-requests";

    /// <summary>May list quarantined messages and send them through again: staff.</summary>
    public const string Quarantine = "quarantine";

    /// <summary>May end a device's rights: staff.</summary>
    public const string RevokeDevices = "revoke-devices";
}
