namespace OpsCenter.Board;

/// <summary>One message to screens, serialized once and shared by all that are up to date. Immutable.</summary>
/// <param name="version">The journal position that it shows.</param>
/// <param name="utf8">One JSON object of <c>wire.md</c>, “Hub”, in UTF-8.</param>
public sealed class Frame(long version, ReadOnlyMemory<byte> utf8)
{
    /// <summary>The journal position that it shows; what the next delta builds on.</summary>
    public long Version => version;

    /// <summary>One JSON object of <c>wire.md</c>, “Hub”, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8 => utf8;
}
