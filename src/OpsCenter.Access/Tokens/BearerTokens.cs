using System.Security.Claims;
using System.Text;
using OpsCenter.Access.Devices;
using OpsCenter.Domain.Vocabulary;

namespace OpsCenter.Access.Tokens;

/// <summary>Whom a bearer token stands for.</summary>
/// <param name="Name">The id that the journal and the audit name.</param>
/// <param name="Role">One of <see cref="Roles"/>.</param>
/// <param name="Scope">The unit whose subtree it may see.</param>
public sealed record TokenHolder(string Name, string Role, UnitCode Scope)
{
    /// <summary>The holder as the framework's user.</summary>
    /// <param name="scheme">The authentication scheme that found it.</param>
    public ClaimsPrincipal ToPrincipal(string scheme) => new(new ClaimsIdentity(
        [new(ClaimTypes.Name, Name), new(ClaimTypes.Role, Role), new(Roles.ScopeClaim, Scope.ToString())], scheme));
}

/// <summary>The bearer tokens that are known, each by its hash. Few: every one is compared, in constant time each.</summary>
public sealed class BearerTokens
{
    private readonly List<(SecretHash Secret, TokenHolder Holder)> _known = [];

    /// <summary>Makes a token known. Call before the server takes requests.</summary>
    public void Add(string token, TokenHolder holder) => _known.Add((SecretHash.Of(token), holder));

    /// <summary>Whom a token stands for; null when it is unknown.</summary>
    public TokenHolder? Find(string token)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(token);
        TokenHolder? found = null;
        foreach (var (secret, holder) in _known)
            if (secret.Matches(bytes)) found = holder;
        return found;
    }
}
