namespace OpsCenter.Access;

/// <summary>Who a signed-in caller is, as the claim <see cref="System.Security.Claims.ClaimTypes.Role"/> says.</summary>
public static class Roles
{
    /// <summary>A screen: reads, and nothing else.</summary>
    public const string Wall = "wall";

    /// <summary>A member of staff.</summary>
    public const string Staff = "staff";

    /// <summary>The claim that holds the unit whose subtree the caller may see.</summary>
    public const string ScopeClaim = "scope";
}
