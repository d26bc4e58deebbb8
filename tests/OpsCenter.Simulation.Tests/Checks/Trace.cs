using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>All that happened, byte for byte and tick for tick, as one hash.</summary>
internal sealed class Trace : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>How often something was noted.</summary>
    internal long Notes { get; private set; }

    internal void Note(long at, ReadOnlySpan<byte> what)
    {
        Span<byte> head = stackalloc byte[12];
        BinaryPrimitives.WriteInt64LittleEndian(head, at);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], what.Length);
        _hash.AppendData(head);
        _hash.AppendData(what);
        Notes++;
    }

    internal byte[] Close() => _hash.GetHashAndReset();

    public void Dispose() => _hash.Dispose();
}
