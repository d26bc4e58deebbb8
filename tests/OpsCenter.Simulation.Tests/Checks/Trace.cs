using System.Buffers.Binary;
using System.Security.Cryptography;

namespace OpsCenter.Simulation.Tests.Checks;

/// <summary>All that happened, byte for byte and tick for tick, as one hash.</summary>
internal sealed class Trace : IDisposable
{
    private readonly byte[] _gathered = new byte[16 << 10]; // hashing little by little costs more than hashing
    private int _length;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    private const int HeadBytes = 12;

    internal void Note(long at, ReadOnlySpan<byte> what)
    {
        if (_length + HeadBytes + what.Length > _gathered.Length) Flush();
        var head = _gathered.AsSpan(_length, HeadBytes);
        BinaryPrimitives.WriteInt64LittleEndian(head, at);
        BinaryPrimitives.WriteInt32LittleEndian(head[8..], what.Length);
        _length += HeadBytes;
        if (_length + what.Length > _gathered.Length)
        {
            Flush();
            _hash.AppendData(what);
            return;
        }
        what.CopyTo(_gathered.AsSpan(_length));
        _length += what.Length;
    }

    internal byte[] Close()
    {
        Flush();
        return _hash.GetHashAndReset();
    }

    public void Dispose() => _hash.Dispose();

    private void Flush()
    {
        _hash.AppendData(_gathered.AsSpan(0, _length));
        _length = 0;
    }
}
