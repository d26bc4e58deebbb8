using System.Security.Cryptography;
using System.Text;

namespace OpsCenter.Access.Devices;

/// <summary>A secret that only its holder knows: kept as SHA-256, compared in constant time.</summary>
/// <remarks>Secrets of devices and tokens are 128 random bits or more, so that a fast hash is enough (<c>security.md</c> B3); people's passwords are not kept here.</remarks>
public sealed class SecretHash
{
    private readonly byte[] _hash;

    private SecretHash(byte[] hash) => _hash = hash;

    /// <summary>The hash of a secret.</summary>
    public static SecretHash Of(string secret) => new(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>A new secret: 128 random bits, 32 lower-case hex digits.</summary>
    public static string Draw() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether these bytes are the secret. Takes as long whether they are or not.</summary>
    public bool Matches(ReadOnlySpan<byte> secret)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(secret, hash);
        return CryptographicOperations.FixedTimeEquals(hash, _hash);
    }
}
