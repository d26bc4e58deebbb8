using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;

namespace OpsCenter.Wall.Assets;

/// <summary>A file of the page, as it lies in this library.</summary>
/// <param name="Resource">Its name in the assembly.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Packed">Whether it lies packed (gzip).</param>
internal sealed record Asset(string Resource, string ContentType, bool Packed);

/// <summary>The page's scripts, styles and fonts, built into this library. Their common version is a hash over all of them.</summary>
internal static class AssetStore
{
    private const string Prefix = "browser/";
    private static readonly Assembly Here = typeof(AssetStore).Assembly;
    private static readonly FrozenDictionary<string, Asset> All = Here.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).Select(Describe).ToFrozenDictionary(pair => pair.Name, pair => pair.Asset);

    /// <summary>12 hex digits; part of every address, so that a browser may keep a file for ever.</summary>
    internal static string Version { get; } = Hash();

    internal static string Address(string name) => $"/wall/assets/{Version}/{name}";

    internal static bool TryFind(string name, out Asset asset) => All.TryGetValue(name, out asset!);

    internal static Stream Open(Asset asset) => Here.GetManifestResourceStream(asset.Resource)!;

    private static (string Name, Asset Asset) Describe(string resource)
    {
        bool packed = resource.EndsWith(".gz", StringComparison.Ordinal);
        string name = packed ? resource[Prefix.Length..^3] : resource[Prefix.Length..];
        return (name, new Asset(resource, Path.GetExtension(name) switch
        {
            ".js" => "text/javascript; charset=utf-8",
            ".css" => "text/css; charset=utf-8",
            ".woff2" => "font/woff2",
            _ => "text/plain; charset=utf-8",
        }, packed));
    }

    private static string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, asset) in All.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(name));
            using var content = Open(asset);
            hash.AppendData(SHA256.HashData(content));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..12];
    }
}
