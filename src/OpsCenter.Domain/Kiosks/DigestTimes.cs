namespace OpsCenter.Domain.Kiosks;

/// <summary>When the newest tap of each generation of <see cref="RecentDigests"/> was heard; the default where there was none.</summary>
/// <param name="Young">Of the generation that still grows: the newest of all, unless a clock went back.</param>
/// <param name="Old">Of the one before.</param>
/// <param name="Forgotten">Of all whose digests fell away.</param>
public readonly record struct DigestTimes(DateTimeOffset Young, DateTimeOffset Old, DateTimeOffset Forgotten)
{
    /// <summary>When the newest of all was heard.</summary>
    public DateTimeOffset Newest => Young > Old ? Young : Old;
}
